package dev.layerc.maven;

import java.io.File;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/** Compiles the {@code .nn} files of a project to Java source. */
@Mojo(name = "generate", defaultPhase = LifecyclePhase.GENERATE_SOURCES, threadSafe = true)
public final class GenerateMojo extends AbstractGenerateMojo {

  /** Where the {@code .nn} files are. */
  @Parameter(
      property = "layerc.sourceDirectory",
      defaultValue = "${project.basedir}/src/main/nn",
      required = true)
  private File sourceDirectory;

  /** The source root of the generated files. */
  @Parameter(
      property = "layerc.outputDirectory",
      defaultValue = "${project.build.directory}/generated-sources/layerc",
      required = true)
  private File outputDirectory;

  @Override
  Path sourceDirectory() {
    return sourceDirectory.toPath();
  }

  @Override
  Path outputDirectory() {
    return outputDirectory.toPath();
  }

  @Override
  void addSourceRoot(MavenProject toProject, String root) {
    toProject.addCompileSourceRoot(root);
  }
}
