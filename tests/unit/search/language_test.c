/* language_test.c - which language a text is taken for.
 *
 * The texts are the first sentences of Article 1 and of the preamble of the
 * Universal Declaration of Human Rights (United Nations, 1948), and others that
 * say little. */
#include "test.h"

#include "search/language.h"

static void texts_are_told_by_their_small_words(void **state)
{
    (void)state;
    static const struct {
        const char *tag, *text;
    } cases[] = {
        {"en", "All human beings are born free and equal in dignity and "
               "rights. They are endowed with reason and conscience and should "
               "act towards one another in a spirit of brotherhood."},
        {"de", "Alle Menschen sind frei und gleich an Würde und Rechten "
               "geboren. Sie sind mit Vernunft und Gewissen begabt und sollen "
               "einander im Geist der Brüderlichkeit begegnen."},
        {"fr", "Tous les êtres humains naissent libres et égaux en dignité et "
               "en droits. Ils sont doués de raison et de conscience et "
               "doivent agir les uns envers les autres dans un esprit de "
               "fraternité."},
        {"es", "Todos los seres humanos nacen libres e iguales en dignidad y "
               "derechos y, dotados como están de razón y conciencia, deben "
               "comportarse fraternalmente los unos con los otros."},
        {"it", "Tutti gli esseri umani nascono liberi ed eguali in dignità e "
               "diritti. Essi sono dotati di ragione e di coscienza e devono "
               "agire gli uni verso gli altri in spirito di fratellanza, che "
               "non è di una parte."},
        {"pt", "Todos os seres humanos nascem livres e iguais em dignidade e "
               "em direitos. Dotados de razão e de consciência, devem agir uns "
               "para com os outros em espírito de fraternidade."},
        {"nl", "Alle mensen worden vrij en gelijk in waardigheid en rechten "
               "geboren. Zij zijn begiftigd met verstand en geweten, en "
               "behoren zich jegens elkander in een geest van broederschap te "
               "gedragen."},
        {"sv", "Alla människor är födda fria och lika i värde och rättigheter. "
               "De har utrustats med förnuft och samvete och bör handla "
               "gentemot varandra i en anda av broderskap."},
        {"ru", "Все люди рождаются свободными и равными в своем достоинстве и "
               "правах. Они наделены разумом и совестью и должны поступать в "
               "отношении друг друга в духе братства."},
        {"pl", "Wszyscy ludzie rodzą się wolni i równi pod względem swej "
               "godności i swych praw. Są oni obdarzeni rozumem i sumieniem i "
               "powinni postępować wobec innych w duchu braterstwa. Nie jest "
               "to nowe."},
        {"tr", "Bütün insanlar hür, haysiyet ve haklar bakımından eşit "
               "doğarlar. Akıl ve vicdana sahiptirler ve birbirlerine karşı "
               "kardeşlik zihniyeti ile hareket etmelidirler. Bu bir hak."},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++)
        assert_slice_is(language_guess(slice_of(cases[i].text)), cases[i].tag);
}

static void little_or_strange_text_is_taken_for_none(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "",
        "The cache is of the server",
        "lorem ipsum dolor sit amet consectetur adipiscing elit sed eiusmod "
        "tempor incididunt labore dolore magna aliqua enim minim veniam quis",
        "int main void return printf include stdio struct node next head tail "
        "list push pop size free malloc null char const static inline bool",
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++)
        assert_null(language_guess(slice_of(cases[i])).data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_told_by_their_small_words),
        cmocka_unit_test(little_or_strange_text_is_taken_for_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
