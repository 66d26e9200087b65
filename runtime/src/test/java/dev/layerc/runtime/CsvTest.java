package dev.layerc.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTest {
  @TempDir Path folder;

  @Test
  void theColumnOfWordsIsTheLabelAndItsClassesAreSorted() throws IOException {
    CsvTable table = table("species,a,b\nrose,1,2\niris,3,4\nrose,5,6\n");
    CsvDataset read = CsvDataset.labelled(table, CsvDataset.labelColumn(table));
    assertThat(read.classes()).containsExactly("iris", "rose");
    assertThat(read.data().featureSize()).isEqualTo(2);
    assertThat(read.data().label(0)).isEqualTo(1);
    assertThat(read.data().label(1)).isEqualTo(0);
    float[] x = new float[2];
    read.data().copyFeatures(2, 1, x);
    assertThat(x).containsExactly(5f, 6f);
  }

  @Test
  void numericLabelsAreThemselvesAndStandLast() throws IOException {
    CsvTable table = table("0.5, 1, 7\n0.25, 0, 3\n");
    CsvDataset read = CsvDataset.labelled(table, CsvDataset.labelColumn(table));
    assertThat(read.classes()).isEmpty();
    assertThat(read.data().label(0)).isEqualTo(7);
    assertThat(read.data().firstLabelOutside(7)).hasValue(0);
    assertThat(read.data().firstLabelOutside(8)).isEmpty();
  }

  @Test
  void theLastColumnsMayBeTargets() throws IOException {
    Dataset data = CsvDataset.withTargets(table("a,b,y\n0,1,1\n1,1,0\n"), 1).data();
    float[] y = new float[2];
    data.copyTargets(0, 2, y);
    assertThat(y).containsExactly(1f, 0f);
    assertThat(data.hasLabels()).isFalse();
  }

  @Test
  void mistakesAreToldWithTheirPlace() throws IOException {
    assertThatThrownBy(() -> table("1,2\n3\n")).hasMessageContaining("line 2 has 1 fields");
    assertThatThrownBy(() -> table("a,b\n")).hasMessageContaining("no rows");
    assertThatThrownBy(() -> table("")).hasMessageContaining("no rows");
    CsvTable table = table("a,b\n1,2\nx,3\n");
    assertThatThrownBy(() -> CsvDataset.withTargets(table, 1))
        .hasMessageContaining("line 3, column 'a': 'x' is not a number");
    assertThatThrownBy(() -> CsvDataset.labelled(table("1,2.5\n"), 1))
        .hasMessageContaining("label 2.5 is not whole");
    assertThatThrownBy(() -> CsvDataset.labelColumn(table("a,b,c\nx,y,1\n")))
        .hasMessageContaining("columns [1, 2] hold words");
    assertThatThrownBy(() -> CsvDataset.withTargets(table("1,2\n"), 2))
        .hasMessageContaining("too few columns");
  }

  @Test
  void notUtf8IsTold() throws IOException {
    Path file = folder.resolve("latin.csv");
    Files.write(file, "naïve,1\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> CsvTable.read(file)).hasMessageContaining("not UTF-8");
  }

  private CsvTable table(String text) throws IOException {
    return CsvTable.read(Files.writeString(folder.resolve("t.csv"), text));
  }
}
