# plot.gp - draws the table of bench/serve.mjs: CPU time of a request by what is
# asked for, a bar for each server.
set terminal svg size 760,360 font 'sans-serif,13' background '#ffffff'
set output out
set datafile separator '\t'
set style data histograms
set style histogram clustered gap 1
set style fill solid 0.9 noborder
set boxwidth 0.9
set logscale y
set yrange [10:*]
set ylabel 'CPU time of a request, µs (log)'
set grid ytics lc '#dddddd'
set border 1 lc '#999999'
set tics nomirror scale 0
set key top left horizontal
cpu_of(what, server) = system("awk -F'\t' -v w='".what."' -v s='".server."' '$1 == w && $2 == s { print $4 }' '".table."'")
servers = 'headmatter nginx Fastify json-server'
array colors[4] = ['#1f6feb', '#57ab5a', '#d4a72c', '#cf6a6a']
count = words(system("cut -f1 '".table."' | uniq | tr ' ' '_'"))
$data << EOD
EOD
set print $data
do for [i=1:count] {
    what = system("cut -f1 '".table."' | uniq | sed -n ".i."p")
    line = what
    do for [s=1:4] {
        v = cpu_of(what, word(servers, s))
        line = line."\t".(strlen(v) > 0 ? v : '?')
    }
    print line
}
set print
plot for [s=1:4] $data using (column(s + 1)):xtic(1) title word(servers, s) lc rgb colors[s]
