package io.llmrec.embed.torchscript;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A TorchScript module: named tensors and the source of the methods that work on them.
 *
 * <p>Immutable. Writing it reads the tensors anew, so their files must still be there.
 */
public final class ScriptModule {

  static final String CLASS = "M";

  private static final String ROOT = "archive/";

  /** The version of the file format that libtorch 1.6 and later read. */
  private static final String FORMAT = "10\n";

  /** Entries carry the earliest time a zip file knows, so that equal modules give equal bytes. */
  private static final long NO_TIME = 315_532_800_000L;

  private final Map<String, Attribute> attributes;
  private final String methods;

  ScriptModule(Map<String, Attribute> attributes, String methods) {
    this.attributes = new LinkedHashMap<>(attributes);
    this.methods = methods;
  }

  /** The TorchScript source of the whole module. */
  public String source() {
    String buffers =
        attributes.entrySet().stream()
            .filter(entry -> entry.getValue() instanceof Attribute.Plain)
            .map(entry -> "\"" + entry.getKey() + "\", ")
            .collect(Collectors.joining());
    StringBuilder source = new StringBuilder("class " + CLASS + "(Module):\n");
    source.append("  __parameters__ = []\n  __buffers__ = [").append(buffers).append("]\n");
    source.append("  training : bool\n");
    attributes.forEach(
        (name, attribute) -> source.append("  %s : %s\n".formatted(name, attribute.type())));
    return source.append(methods).toString();
  }

  /**
   * Writes the archive: a zip file without compression. The same module gives the same bytes.
   *
   * @param out is not closed
   * @throws UncheckedIOException when the tensors cannot be read
   * @throws IOException when {@code out} does not take it
   */
  public void writeTo(OutputStream out) throws IOException {
    ModulePickle pickle = new ModulePickle(attributes);
    ZipOutputStream zip = new ZipOutputStream(out);
    put(zip, "data.pkl", pickle.bytes());
    put(zip, "code/__torch__.py", source().getBytes(StandardCharsets.UTF_8));
    List<Storage> storages = pickle.storages();
    for (int i = 0; i < storages.size(); i++) {
      put(zip, "data/" + i, storages.get(i));
    }
    put(zip, "constants.pkl", new Pickle().emptyTuple().end());
    put(zip, "version", FORMAT.getBytes(StandardCharsets.UTF_8));
    put(zip, "byteorder", "little".getBytes(StandardCharsets.UTF_8));
    zip.finish();
  }

  private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    put(zip, name, new Storage.Bytes("ByteStorage", 1, bytes));
  }

  /** Produces the bytes twice: an entry without compression begins with its checksum. */
  private static void put(ZipOutputStream zip, String name, Storage storage) throws IOException {
    CheckedOutputStream checked =
        new CheckedOutputStream(OutputStream.nullOutputStream(), new CRC32());
    storage.writeTo(checked);
    ZipEntry entry = new ZipEntry(ROOT + name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(storage.count() * storage.width());
    entry.setCrc(checked.getChecksum().getValue());
    entry.setTime(NO_TIME);
    zip.putNextEntry(entry);
    storage.writeTo(zip);
    zip.closeEntry();
  }
}
