/* date_words.c - the names of months and weekdays in the languages that have
 * them in dates.
 *
 * The names are those of Unicode's CLDR, as dates have them (the genitive:
 * "1 мая"), alone and shortened, in lower case and without the full stop of
 * short ones. No name stands for two months: Croatian, whose "listopad" is
 * October where Czech and Polish mean November, is not among them. */
#include "document/date_parts.h"

#include "base/unicode.h"

/* Twelve names each, from January. */
static const char *const months[] = {
    /* Bulgarian */
    "януари февруари март април май юни юли август септември октомври ноември "
    "декември",
    /* Catalan */
    "gener febrer març abril maig juny juliol agost setembre octubre novembre "
    "desembre",
    "gen febr març abr maig juny jul ag set oct nov des",
    /* Czech */
    "ledna února března dubna května června července srpna září října "
    "listopadu prosince",
    "leden únor březen duben květen červen červenec srpen září říjen listopad "
    "prosinec",
    "led úno bře dub kvě čvn čvc srp zář říj lis pro",
    /* Danish */
    "januar februar marts april maj juni juli august september oktober "
    "november december",
    "jan feb mar apr maj jun jul aug sep okt nov dec",
    /* German */
    "januar februar märz april mai juni juli august september oktober november "
    "dezember",
    "jan feb mär apr mai jun jul aug sep okt nov dez",
    "jan feb märz apr mai juni juli aug sept okt nov dez",
    /* Greek */
    "ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου "
    "σεπτεμβρίου οκτωβρίου νοεμβρίου δεκεμβρίου",
    "ιαν φεβ μαρ απρ μαΐ ιουν ιουλ αυγ σεπ οκτ νοε δεκ",
    /* Spanish */
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre "
    "noviembre diciembre",
    "ene feb mar abr may jun jul ago sept oct nov dic",
    /* Estonian */
    "jaanuar veebruar märts aprill mai juuni juuli august september oktoober "
    "november detsember",
    "jaan veebr märts apr mai juuni juuli aug sept okt nov dets",
    /* Finnish */
    "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta "
    "heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta",
    "tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu "
    "syyskuu lokakuu marraskuu joulukuu",
    "tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu",
    /* French */
    "janvier février mars avril mai juin juillet août septembre octobre "
    "novembre décembre",
    "janv févr mars avr mai juin juil août sept oct nov déc",
    /* Galician */
    "xaneiro febreiro marzo abril maio xuño xullo agosto setembro outubro "
    "novembro decembro",
    "xan feb mar abr maio xuño xul ago set out nov dec",
    /* Hungarian */
    "január február március április május június július augusztus szeptember "
    "október november december",
    "jan febr márc ápr máj jún júl aug szept okt nov dec",
    /* Indonesian */
    "januari februari maret april mei juni juli agustus september oktober "
    "november desember",
    "jan feb mar apr mei jun jul agu sep okt nov des",
    /* Italian */
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre "
    "ottobre novembre dicembre",
    "gen feb mar apr mag giu lug ago set ott nov dic",
    /* Norwegian Bokmål */
    "januar februar mars april mai juni juli august september oktober november "
    "desember",
    "jan feb mars apr mai juni juli aug sep okt nov des",
    "jan feb mar apr mai jun jul aug sep okt nov des",
    /* Dutch */
    "januari februari maart april mei juni juli augustus september oktober "
    "november december",
    "jan feb mrt apr mei jun jul aug sep okt nov dec",
    /* Polish */
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września "
    "października listopada grudnia",
    "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień "
    "październik listopad grudzień",
    "sty lut mar kwi maj cze lip sie wrz paź lis gru",
    /* Portuguese */
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro "
    "novembro dezembro",
    "jan fev mar abr mai jun jul ago set out nov dez",
    /* Romanian */
    "ianuarie februarie martie aprilie mai iunie iulie august septembrie "
    "octombrie noiembrie decembrie",
    "ian feb mar apr mai iun iul aug sept oct nov dec",
    /* Russian */
    "января февраля марта апреля мая июня июля августа сентября октября ноября "
    "декабря",
    "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь "
    "декабрь",
    "янв февр мар апр мая июн июл авг сент окт нояб дек",
    /* Slovak */
    "januára februára marca apríla mája júna júla augusta septembra októbra "
    "novembra decembra",
    "január február marec apríl máj jún júl august september október november "
    "december",
    "jan feb mar apr máj jún júl aug sep okt nov dec",
    /* Slovenian */
    "januar februar marec april maj junij julij avgust september oktober "
    "november december",
    "jan feb mar apr maj jun jul avg sep okt nov dec",
    /* Swedish */
    "januari februari mars april maj juni juli augusti september oktober "
    "november december",
    "jan feb mars apr maj juni juli aug sep okt nov dec",
    /* Turkish */
    "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım "
    "aralık",
    "oca şub mar nis may haz tem ağu eyl eki kas ara",
    /* Ukrainian */
    "січня лютого березня квітня травня червня липня серпня вересня жовтня "
    "листопада грудня",
    "січень лютий березень квітень травень червень липень серпень вересень "
    "жовтень листопад грудень",
    "січ лют бер квіт трав черв лип серп вер жовт лист груд",
    NULL,
};

/* In any order. */
static const char *const weekdays =
    "月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日 月 火 水 木 金 土 日 "
    "星期一 星期二 星期三 星期四 星期五 星期六 星期日 "
    "周一 周二 周三 周四 周五 周六 周日 "
    "월요일 화요일 수요일 목요일 금요일 토요일 일요일 월 화 수 목 금 토 일 "
    "понеделник вторник сряда четвъртък петък събота неделя "
    "dilluns dimarts dimecres dijous divendres dissabte diumenge "
    "pondělí úterý středa čtvrtek pátek sobota neděle mandag "
    "tirsdag onsdag torsdag fredag lørdag søndag montag dienstag "
    "mittwoch donnerstag freitag samstag sonntag δευτέρα τρίτη "
    "τετάρτη πέμπτη παρασκευή σάββατο κυριακή lunes martes "
    "miércoles jueves viernes sábado domingo esmaspäev teisipäev "
    "kolmapäev neljapäev reede laupäev pühapäev maanantai tiistai "
    "keskiviikko torstai perjantai lauantai sunnuntai lundi mardi "
    "mercredi jeudi vendredi samedi dimanche luns mércores xoves "
    "venres hétfő kedd szerda csütörtök péntek szombat vasárnap "
    "senin selasa rabu kamis jumat sabtu minggu lunedì martedì "
    "mercoledì giovedì venerdì sabato domenica maandag dinsdag "
    "woensdag donderdag vrijdag zaterdag zondag poniedziałek "
    "wtorek środa czwartek piątek niedziela segunda-feira terça-"
    "feira quarta-feira quinta-feira sexta-feira luni marți "
    "miercuri joi vineri sâmbătă duminică понедельник среда "
    "четверг пятница суббота воскресенье pondelok utorok streda "
    "štvrtok piatok nedeľa ponedeljek torek sreda četrtek petek "
    "nedelja måndag tisdag lördag söndag pazartesi salı çarşamba "
    "perşembe cuma cumartesi pazar понеділок вівторок середа "
    "четвер пʼятниця субота неділя ";

static bool is_in_word(int32_t code_point)
{
    return unicode_is_letter_or_digit(code_point) || code_point == '-';
}

/* Takes the name in any case, if it ends where a word does. */
static bool take_name(struct slice *rest, struct slice name)
{
    size_t at = 0, end = 0;
    for (size_t wanted = 0; wanted < name.size; at = end) {
        if (at >= rest->size || unicode_to_lower(utf8_next(*rest, &end)) !=
                                    utf8_next(name, &wanted))
            return false;
    }
    if (end < rest->size && is_in_word(utf8_next(*rest, &end)))
        return false;
    *rest = slice_from(*rest, at);
    return true;
}

static void take_full_stop(struct slice *rest)
{
    *rest = slice_from(*rest, slice_starts(*rest, ".") ? 1 : 0);
}

bool date_take_month(struct slice *rest, int *ret_month)
{
    for (const char *const *row = months; *row != NULL; row++) {
        struct slice names = slice_of(*row), name;
        for (int month = 1; slice_cut(&names, ' ', &name); month++) {
            if (!take_name(rest, name))
                continue;
            take_full_stop(rest);
            *ret_month = month;
            return true;
        }
    }
    return false;
}

bool date_take_weekday(struct slice *rest)
{
    struct slice names = slice_of(weekdays), name;
    while (slice_cut(&names, ' ', &name)) {
        if (name.size > 0 && take_name(rest, name)) {
            take_full_stop(rest);
            return true;
        }
    }
    return false;
}
