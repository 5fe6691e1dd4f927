package io.llmrec.embed.torchscript;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveCacheTest {

  @TempDir Path folder;

  private int written;

  @Test
  void writesAnArchiveOnce() {
    Path first = cache().archive("a", this::module);
    Path second = cache().archive("a", this::module);

    assertEquals(first, second);
    assertEquals(1, written);
  }

  @Test
  void keepsArchivesOfOtherSettingsApart() {
    assertNotEquals(cache().archive("a", this::module), cache().archive("b", this::module));
    assertEquals(2, written);
  }

  @Test
  void writesADamagedArchiveAgain() throws IOException {
    Path archive = cache().archive("a", this::module);
    byte[] good = Files.readAllBytes(archive);
    byte[] bad = good.clone();
    bad[bad.length / 2] ^= 1;
    Files.write(archive, bad);

    cache().archive("a", this::module);

    assertArrayEquals(good, Files.readAllBytes(archive));
    assertEquals(2, written);
  }

  @Test
  void writesAnArchiveWithoutSealAgain() throws IOException {
    Path archive = cache().archive("a", this::module);
    Files.delete(Path.of(archive.toString().replace(".pt", ".seal")));

    cache().archive("a", this::module);

    assertEquals(2, written);
  }

  @Test
  void leavesNoDrafts() throws IOException {
    cache().archive("a", this::module);

    try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
      List<String> endings = files.map(f -> f.toString().replaceAll(".*\\.", "")).sorted().toList();
      assertEquals(List.of("pt", "seal"), endings);
    }
  }

  private ArchiveCache cache() {
    return ArchiveCache.in(folder.resolve("cache"));
  }

  private ScriptModule module() {
    written++;
    ScriptBuilder module = new ScriptBuilder(Precision.F32);
    MethodBuilder forward = module.method("forward", "x");
    forward.returns(forward.op("torch.relu", forward.input("x")));
    return module.build();
  }
}
