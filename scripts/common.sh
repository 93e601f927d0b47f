# Sourced by the executables at the root: finds a JDK and Maven, and builds and starts the programs.
# The launcher sets ROOT, PROGRAM, MAIN_CLASS, JVM_FLAGS and, as it likes, LAUNCH_FLAGS, TRAINING and SHOW_PROGRESS.
# shellcheck shell=bash

readonly JDK_WANTED=25

# One clear line, then the exit code: 7 is "could not do it", as the command line documents.
die() {
  printf '%s: %s\n' "$PROGRAM" "$1" >&2
  exit "${2:-7}"
}

# The feature release of the JDK in folder $1 is in REPLY; fails where there is no whole JDK.
jdk_release() {
  local line
  REPLY=0
  [[ -x $1/bin/java && -x $1/bin/javac && -r $1/release ]] || return 1
  while IFS= read -r line; do
    if [[ $line =~ ^JAVA_VERSION=\"([0-9]+) ]]; then
      REPLY=${BASH_REMATCH[1]}
      return 0
    fi
  done <"$1/release"
  return 1
}

# Exports JAVA_HOME: the one that is set, else that of the javac on the PATH, else the oldest sufficient one in the
# usual folders.
find_jdk() {
  local candidate found='' best=0 on_path
  local -a candidates=()
  [[ -n ${JAVA_HOME-} ]] && candidates+=("$JAVA_HOME")
  if on_path=$(command -v javac); then
    on_path=$(readlink -f "$on_path")
    candidates+=("${on_path%/bin/javac}")
  fi
  for candidate in "${candidates[@]}"; do
    if jdk_release "$candidate" && ((REPLY >= JDK_WANTED)); then
      export JAVA_HOME=$candidate
      return
    fi
  done
  for candidate in /usr/lib/jvm/* /usr/java/* /opt/* "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if jdk_release "$candidate" && ((REPLY >= JDK_WANTED && (best == 0 || REPLY < best))); then
      found=$candidate best=$REPLY
    fi
  done
  [[ -n $found ]] || die \
    "needs a JDK $JDK_WANTED or newer (with javac): install one, for example Temurin $JDK_WANTED, and set JAVA_HOME to it"
  export JAVA_HOME=$found
}

find_maven() {
  command -v mvn >/dev/null || die \
    'needs Maven 3.8 or newer to build itself: install it (on Debian: apt-get install maven) so that mvn is on the PATH'
}

# Reads the stamp of the last build of the module in folder $1; fails where there is none, or any source is newer.
#
# A stamp is a line per variable: STAMP_ROOT (a copied tree builds for itself), STAMP_JAVA_HOME (as the user
# had set it), STAMP_JDK, STAMP_CLASS_PATH, STAMP_ARCHIVE, STAMP_SOURCES. A folder among
# the sources is newer when a file in it came or went.
up_to_date() {
  STAMP=$ROOT/$1/target/launch/stamp
  [[ -f $STAMP ]] || return 1
  # shellcheck source=/dev/null
  source "$STAMP"
  [[ ${STAMP_ROOT-} == "$ROOT" && $STAMP_JAVA_HOME == "${JAVA_HOME-}" ]] || return 1
  [[ -x $STAMP_JDK/bin/java && -f ${STAMP_CLASS_PATH%%:*} ]] || return 1
  [[ -z $(find "${STAMP_SOURCES[@]}" -newer "$STAMP" -print -quit 2>&1) ]]
}

# Builds the module in folder $1 once, however many ask at the same time. Says nothing on stdout.
#
# The jars are copied to a folder named by their content, which never changes afterwards: a program that runs from it is
# not disturbed by the next build.
build() {
  local module=$1 user_java_home=${JAVA_HOME-} launch=$ROOT/$1/target/launch
  exec 9<"$ROOT/pom.xml"
  if command -v flock >/dev/null; then
    flock 9
    up_to_date "$module" && { exec 9<&-; return; }
  fi
  find_jdk
  find_maven
  [[ -f $ROOT/$module/pom.xml ]] || die "there is no module $module in $ROOT"
  mkdir -p "$launch"
  progress "building ${module##*/} (first use or changed sources)"
  local started=$launch/started log=$launch/build.log
  : >"$started"
  if ! (cd "$ROOT" && exec mvn --batch-mode -Dquick -pl "$module" -am package) >"$log" 2>&1 </dev/null 9<&-; then
    { grep '^\[ERROR\]' "$log" || tail -n 20 "$log"; } | head -n 20 >&2
    die "the build failed; all of its output is in $log" 1
  fi
  install_image "$module" "$launch"
  write_stamp "$module" "$user_java_home" "$launch" "$started"
  exec 9<&-
  # A source saved meanwhile is for the next start: this one runs what it built.
  up_to_date "$module" || true
}

# Copies the jars of the module in folder $1 to a folder under $2 named by their content; IMAGE and CLASS_PATH are the
# result.
install_image() {
  local jar name quick=$ROOT/$1/target/quick
  local -a jars=("$quick/cairn-${1##*/}"-*.jar "$quick"/lib/*.jar)
  name=$({ cksum "${jars[@]}"; cat "$JAVA_HOME/release"; printf '%s\n' "${JVM_FLAGS[@]}"; } | sha256 | cut -c1-16)
  IMAGE=$2/$name
  CLASS_PATH=
  mkdir -p "$IMAGE"
  for jar in "${jars[@]}"; do
    local target=$IMAGE/${jar##*/}
    if [[ ! -f $target ]]; then
      cp "$jar" "$target.new"
      mv "$target.new" "$target"
    fi
    CLASS_PATH+=${CLASS_PATH:+:}$target
  done
  # Keep what a program started a while ago may still run from. The names are our own, so ls is safe.
  local old
  # shellcheck disable=SC2012
  ls -1dt "$2"/*/ | tail -n +4 | while IFS= read -r old; do
    [[ $old == "$IMAGE/" ]] || rm -rf "$old"
  done
}

sha256() {
  if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi
}

# Writes the stamp as of the moment the build began, so that a source changed during it counts as newer.
write_stamp() {
  local jar name archive=$IMAGE/classes.jsa
  local -a sources=("$ROOT/pom.xml" "$ROOT/$1/pom.xml" "$ROOT/$1/src/main")
  for jar in "$ROOT/$1/target/quick/lib"/cairn-*.jar; do
    name=${jar##*/cairn-}
    name=${name%-[0-9]*}
    sources+=("$ROOT/$name/pom.xml" "$ROOT/$name/src/main")
  done
  [[ -f $archive ]] || train_archive "$archive" >>"$3/build.log" 2>&1 9<&- </dev/null || archive=
  {
    printf 'STAMP_ROOT=%q\n' "$ROOT"
    printf 'STAMP_JAVA_HOME=%q\n' "$2"
    printf 'STAMP_JDK=%q\n' "$JAVA_HOME"
    printf 'STAMP_CLASS_PATH=%q\n' "$CLASS_PATH"
    printf 'STAMP_ARCHIVE=%q\n' "$archive"
    printf 'STAMP_SOURCES=('
    printf '%q ' "${sources[@]}"
    printf ')\n'
  } >"$3/stamp.new"
  touch -r "$4" "$3/stamp.new"
  mv "$3/stamp.new" "$3/stamp"
}

# Makes the class archive $1 from what the program loads in the launcher's TRAINING, a function that calls trained_run.
# Fails where the launcher has none or it does not succeed: the program then starts without an archive.
train_archive() {
  local failed=0
  [[ -n ${TRAINING-} ]] || return 1
  TRAINING_DIR=$(mktemp -d)
  ("$TRAINING" "$TRAINING_DIR") && dump_archive "$1" || failed=1
  rm -rf "$TRAINING_DIR"
  return "$failed"
}

# One run of a TRAINING function. It ends the training where it fails: an errexit would not, behind the caller's ||.
trained_run() {
  "$JAVA_HOME/bin/java" "${JVM_FLAGS[@]}" -XX:DumpLoadedClassList="$(mktemp "$TRAINING_DIR/XXXXXX.classes")" \
    -cp "$CLASS_PATH" "$MAIN_CLASS" "$@" || exit 1
}

# The lists of all runs become one: each numbers its classes for itself, and only custom loaders need the numbers.
# Constants that were resolved are left out: resolving one links its class, and the JVM archives no linked class of an
# old format, of which picocli's are.
dump_archive() {
  awk '/^#/ || /^@cp / || / super: / { next } { sub(/ id: [0-9]+$/, "") } !seen[$0]++' "$TRAINING_DIR"/*.classes \
    >"$TRAINING_DIR/all" &&
    "$JAVA_HOME/bin/java" "${JVM_FLAGS[@]}" -Xshare:dump -XX:SharedClassListFile="$TRAINING_DIR/all" \
      -XX:SharedArchiveFile="$1.new" -cp "$CLASS_PATH" &&
    mv "$1.new" "$1"
}

# One line for a person who waits; a program that reads stderr is not told.
progress() {
  if [[ -t 2 || -n ${SHOW_PROGRESS-} ]]; then
    printf '%s: %s …\n' "$PROGRAM" "$1" >&2
  fi
}

# Becomes the program of the module in folder $1, with the arguments that follow.
launch() {
  local module=$1
  shift
  up_to_date "$module" || build "$module"
  local -a archive=()
  [[ -n $STAMP_ARCHIVE ]] && archive=(-XX:SharedArchiveFile="$STAMP_ARCHIVE")
  exec "$STAMP_JDK/bin/java" "${JVM_FLAGS[@]}" ${LAUNCH_FLAGS[@]+"${LAUNCH_FLAGS[@]}"} "${archive[@]}" -cp "$STAMP_CLASS_PATH" "$MAIN_CLASS" "$@"
}
