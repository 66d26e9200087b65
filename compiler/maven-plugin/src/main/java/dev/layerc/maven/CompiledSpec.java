package dev.layerc.maven;

import dev.layerc.diag.Diagnostic;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What became of one spec.
 *
 * @param files the text of each generated file by its path below the output folder
 * @param warnings what the user should look at
 * @param read every file whose change would change the output: the spec and what it uses
 */
record CompiledSpec(
    SortedMap<String, String> files, List<Diagnostic> warnings, SortedSet<Path> read) {

  CompiledSpec {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    warnings = List.copyOf(warnings);
    read = Collections.unmodifiableSortedSet(new TreeSet<>(read));
  }
}
