# The image: the binary, the libraries that it is linked with, the timezones.
#
#   docker build -t headmatter .
#   docker run --rm -p 8080:8080 -v "$PWD/content:/content:ro" headmatter
#
# DEBIAN is 13, whose CivetWeb 1.16 has two faults of 1.15 mended, or 12.
# script/prove-image runs this file's steps where there is no Docker.
ARG DEBIAN=13

# The viewer at /_docs, exactly as locked; nothing of it runs.
FROM debian:${DEBIAN}-slim AS viewer
WORKDIR /viewer
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates npm
COPY src/represent/docs ./
RUN npm ci --no-progress

FROM debian:${DEBIAN}-slim AS build
WORKDIR /headmatter
COPY script/bootstrap script/
RUN script/bootstrap postgres images
COPY CMakeLists.txt CMakePresets.json ./
COPY deploy deploy
COPY openapi openapi
COPY include include
COPY src src
COPY --from=viewer /viewer/node_modules/swagger-ui-dist viewer
RUN cmake --preset release -DTESTING=OFF -DPOSTGRES=ON -DIMAGES=ON \
        -DDOCS=ON -DDOCS_VIEWER=/headmatter/viewer \
    && cmake --build --preset release --target headmatter headmatter-pictures licenses \
    && strip build/release/headmatter build/release/headmatter-pictures
# The names of the packages that hold its libraries differ from one Debian to
# the next, so they are asked of the binaries. What libheif writes AVIF with is
# a package of its own where it is not a library.
RUN ldd build/release/headmatter build/release/headmatter-pictures | awk '$3 ~ "^/" { print $3 }' \
    | while read -r lib; do dpkg-query -S "*/${lib##*/}"; done \
    | cut -d: -f1 | grep -v -e '-dev$' | sort -u > runtime-packages \
    && test -s runtime-packages \
    && { ! apt-cache show libheif-plugin-aomenc >/dev/null 2>&1 \
        || echo libheif-plugin-aomenc >> runtime-packages; }

FROM debian:${DEBIAN}-slim
COPY --from=build /headmatter/runtime-packages /tmp/
RUN apt-get update \
    && apt-get install -y --no-install-recommends tzdata git openssh-client ca-certificates $(cat /tmp/runtime-packages) \
    && rm -rf /var/lib/apt/lists/* /tmp/runtime-packages \
    && useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin headmatter \
    && mkdir /content \
    && install -d -o 10001 -m 700 /var/cache/headmatter
COPY --from=build /headmatter/build/release/headmatter /usr/local/bin/
COPY --from=build /headmatter/build/release/headmatter-pictures /usr/local/lib/headmatter/
COPY --from=build /headmatter/build/release/made/swagger-ui-dist /usr/share/doc/headmatter/licenses/
# The folder unless a command names another one, or `--git` a repository.
ENV HEADMATTER_DIR=/content
# Where the index of search and pictures that were made are kept: in the
# container, or in a volume that outlives it. On a read-only root without one
# the index is in memory, and each picture is made anew.
ENV XDG_CACHE_HOME=/var/cache
# A number, so that an orchestrator can see that it is not root.
USER 10001
WORKDIR /content
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=2s --start-period=30s CMD ["headmatter", "health"]
ENTRYPOINT ["headmatter"]
CMD ["serve", "--listen", "0.0.0.0:8080"]
