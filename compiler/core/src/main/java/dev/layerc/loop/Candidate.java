package dev.layerc.loop;

/**
 * One way to compute an equation, as the scheduler weighed it.
 *
 * @param way in words
 * @param isChosen whether it was taken; several may be, one within the other
 * @param reason what spoke for or against it, with the numbers it rests on
 */
public record Candidate(String way, boolean isChosen, String reason) {

  public static Candidate chosen(String way, String reason) {
    return new Candidate(way, true, reason);
  }

  public static Candidate rejected(String way, String reason) {
    return new Candidate(way, false, reason);
  }
}
