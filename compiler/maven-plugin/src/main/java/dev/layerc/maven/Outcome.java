package dev.layerc.maven;

/** What a run did, for the one line that is logged. */
record Outcome(int specs, int files, int written, int deleted, boolean upToDate) {

  static Outcome upToDate(int specs) {
    return new Outcome(specs, 0, 0, 0, true);
  }

  String line() {
    String compiled = count(specs, ".nn file");
    if (upToDate) {
      return "Nothing to do: " + compiled + (specs == 1 ? " is" : " are") + " up to date";
    }
    String unchanged = files == written ? "" : ", " + (files - written) + " unchanged";
    String gone = deleted == 0 ? "" : ", " + deleted + " stale deleted";
    return "Compiled " + compiled + ": " + count(written, "file") + " written" + unchanged + gone;
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
