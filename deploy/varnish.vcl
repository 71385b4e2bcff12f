vcl 4.1;

# Varnish in front of headmatter: a cache that is purged by tags. Varnish speaks
# no TLS; Hitch does, in front of it (hitch.conf, here).
#
#     client -- https --> Hitch --> Varnish :6086 --> 127.0.0.1:8080
#
# Save it as /etc/varnish/default.vcl. For Varnish 7 with the package
# varnish-modules (xkey), started with HTTP/2 and Hitch's protocol:
#
#     varnishd -p feature=+http2 -p backend_idle_timeout=4 \
#              -a '[::1]:6086,PROXY' -a :80 \
#              -f /etc/varnish/default.vcl -s malloc,256m
#
# headmatter closes what has been idle for 5 s. Varnish knows gzip only; where
# Brotli matters more than its unpacking for a few clients: -p http_gzip_support=off
#
# headmatter.yaml has:
#
#     base_path: /api
#     trusted_proxies: [127.0.0.1]
#     cache: {tags: xkey, shared_max_age: 86400}
#
# The path is passed on as it came (the lines marked "keep"). For a server
# that is asked without the prefix take the lines marked "strip" instead.
#
# After a document has changed, purge its id, its collection and _site. Every
# client then sees the change, and all other answers stay:
#
#     curl -X PURGE -H 'xkey-purge: posts/hello posts _site' http://localhost/
#
# After one was added, removed or renamed, purge everything: its neighbours,
# people and tags name it.
#
#     curl -X PURGE http://localhost/

import std;
import xkey;
import proxy;

backend headmatter {
    .host = "127.0.0.1";
    .port = "8080";
    .probe = {
        .url = "/_live";
        .interval = 2s;
        .timeout = 1s;
        .initial = 2;
        .window = 3;
        .threshold = 2;
    }
}

acl purgers {
    "localhost";
    "127.0.0.1";
    "::1";
}

sub vcl_recv {
    if (req.method == "PURGE") {
        if (client.ip !~ purgers) {
            return (synth(403));
        }
        if (!req.http.xkey-purge) {
            ban("obj.status != 0");
            return (synth(200, "all answers purged"));
        }
        return (synth(200, xkey.purge(req.http.xkey-purge) + " answers purged"));
    }

    if (!proxy.is_ssl()) {
        return (synth(308, "https://" + req.http.Host + req.url));
    }
    if (req.url == "/api") {
        return (synth(308, "/api/"));
    }
    if (req.url !~ "^/api/") {
        # The site itself, if there is one: set req.backend_hint and return.
        return (synth(404));
    }

    # Varnish adds the client's address to X-Forwarded-For. headmatter reads it
    # from there, the last one that is no trusted proxy. What a client says of
    # itself in these fields must not count.
    unset req.http.Forwarded;
    unset req.http.X-Forwarded-Prefix;
    # set req.http.X-Forwarded-Prefix = "/api"; # strip
    # set req.url = regsub(req.url, "^/api", ""); # strip

    # Those of the site on this host would keep Varnish from caching.
    unset req.http.Cookie;

    # While headmatter is healthy nothing stale is shown.
    if (std.healthy(req.backend_hint)) {
        set req.grace = 0s;
    }
}

sub vcl_backend_response {
    # How long an answer may be shown while headmatter cannot be reached.
    set beresp.grace = std.duration(
        regsub(beresp.http.Cache-Control,
               "^.*stale-if-error=([0-9]+).*$", "\1s"), 0s);
    # What is kept for longer spares bytes: a 304 makes it fresh again.
    set beresp.keep = 1h;
}

sub vcl_deliver {
    set resp.http.X-Cache = "MISS";
    if (obj.hits > 0) {
        set resp.http.X-Cache = "HIT";
    }
    unset resp.http.xkey;
    unset resp.http.X-Varnish;
    unset resp.http.Via;
}

sub vcl_synth {
    if (resp.status == 308) {
        set resp.http.Location = resp.reason;
        set resp.reason = "Permanent Redirect";
        return (deliver);
    }
}
