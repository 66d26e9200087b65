package dev.layerc.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.build.BuildContext;

/** What the goals for main and for test sources share: parameters in, one run, one line logged. */
abstract class AbstractGenerateMojo extends AbstractMojo {

  /** The files to compile, as Ant patterns below the source directory. */
  @Parameter(property = "layerc.includes", defaultValue = "**/*.nn")
  private List<String> includes;

  /** The files to leave out, as Ant patterns below the source directory. */
  @Parameter(property = "layerc.excludes")
  private List<String> excludes;

  /**
   * The package of all generated classes. Where it is not given, each file's folder below the
   * source directory is its package.
   */
  @Parameter(property = "layerc.packageName")
  private String packageName;

  /**
   * Which code to emit: {@code plain} needs nothing but {@code java.base}; {@code simd} has kernels
   * on the Vector API beside it, compiled and run with {@code --add-modules jdk.incubator.vector}.
   */
  @Parameter(property = "layerc.target", defaultValue = "plain")
  private String target;

  /**
   * The oldest Java release that must take the generated source: 8, 11 or 17. Where it is not
   * given, 11, and 17 for target {@code simd}.
   */
  @Parameter(property = "layerc.release")
  private Integer release;

  /** Do nothing, not even add the source root. */
  @Parameter(property = "layerc.skip", defaultValue = "false")
  private boolean skip;

  /** Fail where there is no file to compile, rather than do nothing. */
  @Parameter(property = "layerc.failOnMissingSources", defaultValue = "false")
  private boolean failOnMissingSources;

  /** Fail on warnings too. */
  @Parameter(property = "layerc.fatalWarnings", defaultValue = "false")
  private boolean fatalWarnings;

  /** Do nothing where no spec, no used file, no setting and not the compiler has changed. */
  @Parameter(property = "layerc.incremental", defaultValue = "true")
  private boolean incremental;

  @Parameter(defaultValue = "${project.build.directory}/layerc", readonly = true)
  private File recordDirectory;

  @Parameter(defaultValue = "${mojoExecution}", readonly = true)
  private MojoExecution execution;

  @Parameter(defaultValue = "${project}", readonly = true)
  private MavenProject project;

  @Inject private BuildContext buildContext;

  abstract Path sourceDirectory();

  abstract Path outputDirectory();

  abstract void addSourceRoot(MavenProject toProject, String root);

  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    if (skip) {
      getLog().info("Skipped");
      return;
    }
    try {
      getLog().info(generate().line());
      addSourceRoot(project, outputDirectory().toString());
    } catch (UserMistake e) {
      throw new MojoFailureException(e.getMessage(), e);
    } catch (IOException | RuntimeException e) {
      throw new MojoExecutionException("layerc could not generate: " + e, e);
    }
  }

  private Outcome generate() throws IOException {
    Path base = project.getBasedir().toPath();
    List<SpecFile> specs =
        new SpecFolder(sourceDirectory(), base, Optional.ofNullable(packageName))
            .find(includes, excludes);
    if (specs.isEmpty() && failOnMissingSources) {
      throw new UserMistake("There is no file " + includes + " in " + sourceDirectory() + ".");
    }
    InProcessCompiler compiler =
        InProcessCompiler.of(target, release, new FileNames(base, sourceDirectory()));
    return new Generation(settings(compiler), compiler, new IdeDiagnostics(buildContext, base))
        .run(specs);
  }

  private Settings settings(InProcessCompiler compiler) throws IOException {
    // One execution may run both goals, so the goal is part of the record's name.
    String record = execution.getExecutionId() + "-" + execution.getGoal() + ".record";
    return new Settings(
        outputDirectory(),
        recordDirectory.toPath().resolve(record),
        compiler.settings(),
        fatalWarnings,
        incremental);
  }
}
