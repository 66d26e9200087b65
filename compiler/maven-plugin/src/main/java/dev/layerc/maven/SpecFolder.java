package dev.layerc.maven;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.lang.model.SourceVersion;
import org.codehaus.plexus.util.DirectoryScanner;

/**
 * A folder of {@code .nn} files, whose inner folders are packages unless one package is given for
 * all.
 */
record SpecFolder(Path folder, Path baseDirectory, Optional<String> packageName) {

  /** The files that match, in the order of their names, on every machine the same. */
  List<SpecFile> find(List<String> includes, List<String> excludes) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    DirectoryScanner scanner = new DirectoryScanner();
    scanner.setBasedir(folder.toFile());
    scanner.setIncludes(includes.toArray(String[]::new));
    scanner.setExcludes(excludes.toArray(String[]::new));
    scanner.addDefaultExcludes();
    scanner.scan();
    return Arrays.stream(scanner.getIncludedFiles()).sorted().map(this::specFile).toList();
  }

  private SpecFile specFile(String relative) {
    Path path = folder.resolve(relative);
    String name = new FileNames(baseDirectory, folder).of(path);
    return new SpecFile(path, name, packageName.orElseGet(() -> packageOf(relative, name)));
  }

  private static String packageOf(String relative, String name) {
    Path parent = Path.of(relative).getParent();
    String packageName = parent == null ? "" : FileNames.slashes(parent).replace('/', '.');
    if (!packageName.isEmpty() && !SourceVersion.isName(packageName)) {
      throw new UserMistake(
          name
              + ": its folder cannot be a package: '"
              + packageName
              + "'. Rename the folder or set packageName.");
    }
    return packageName;
  }
}
