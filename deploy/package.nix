# headmatter for Nix: callPackage ./deploy/package.nix { }
{ lib
, stdenv
, cmake
, ninja
, pkg-config
, git
, gzip
, makeWrapper
, openssh
, brotli
, civetweb
, cmark
, cmark-gfm
, jansson
, libpq
, libsodium
, libstemmer
, libyaml
, pcre2
, sqlite
, tomlplusplus
, tzdata
, utf8proc
, xxHash
, zlib
}:

let
  # Its names are hidden from cmark-gfm's, for which its archive is needed.
  cmark-archive = cmark.overrideAttrs (old: {
    cmakeFlags = (old.cmakeFlags or [ ]) ++ [
      "-DCMARK_STATIC=ON"
      "-DCMARK_SHARED=OFF"
      "-DBUILD_SHARED_LIBS=OFF"
    ];
  });
  read = builtins.match ".*project\\(headmatter VERSION ([0-9.]+).*";
in
stdenv.mkDerivation {
  pname = "headmatter";
  version = builtins.head (read (builtins.readFile ../CMakeLists.txt));

  src = lib.cleanSource ../.;

  nativeBuildInputs = [ cmake ninja pkg-config gzip makeWrapper ];
  buildInputs = [
    brotli
    civetweb
    cmark-archive
    cmark-gfm
    jansson
    libpq
    libsodium
    libstemmer
    libyaml
    pcre2
    sqlite
    tomlplusplus
    utf8proc
    xxHash
    zlib
  ];

  cmakeBuildType = "Release";
  cmakeFlags = [ "-DTESTING=OFF" "-DPOSTGRES=ON" ];

  # Time zones, for --timezone: where names are looked for, and rules.
  postPatch = ''
    substituteInPlace src/base/clock.c \
      --replace-fail /usr/share/zoneinfo/ ${tzdata}/share/zoneinfo/
  '';
  postFixup = ''
    wrapProgram $out/bin/headmatter --set TZDIR ${tzdata}/share/zoneinfo \
      --suffix PATH : ${lib.makeBinPath [ git openssh ]}
  '';

  doInstallCheck = true;
  installCheckPhase = ''
    $out/bin/headmatter check $src/content
  '';

  meta = {
    description = "A folder of Markdown with front matter as a read-only JSON API";
    license = lib.licenses.mit;
    platforms = lib.platforms.linux;
    mainProgram = "headmatter";
  };
}
