package dev.layerc.loop;

import java.util.List;

/**
 * How the scheduler came to the way in which one equation is computed.
 *
 * @param equation with its place in the spec; its left side alone for what leaves the net
 * @param facts what the equation costs on any way: work, bytes, how its operands lie
 * @param candidates the ways that were weighed, the chosen ones first
 */
public record Choice(String equation, List<String> facts, List<Candidate> candidates) {
  public Choice {
    facts = List.copyOf(facts);
    candidates = List.copyOf(candidates);
  }
}
