package io.llmrec.prompt;

import io.llmrec.core.fingerprint.Fingerprint;
import io.llmrec.core.llm.GenerationOptions;
import io.llmrec.core.llm.Message;
import io.llmrec.core.llm.Prompt;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a prompt with places for values.
 *
 * <p>A template is a UTF-8 text of sections, each begun by a line {@code ---system---}, {@code
 * ---user---} or {@code ---assistant---}; what stands before the first section is a remark and
 * never sent. Blank lines at the ends of a section are dropped. A place for a value is written
 * {@code {{name}}}; a name is a letter followed by letters, digits and {@code _}.
 *
 * <p>Strict both ways: a value that is missing fails and so does one that is not used. A value is
 * put in as it is and never searched for places. What comes from a catalog or a person passes
 * {@link UntrustedText} first: a template does not know which values are hostile.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class PromptTemplate {

  private static final Pattern SECTION = Pattern.compile("---(system|user|assistant)---\\s*");
  private static final Pattern PLACE = Pattern.compile("\\{\\{([A-Za-z][A-Za-z0-9_]*)\\}\\}");

  private final String name;
  private final List<Message> sections;
  private final Set<String> placeholders;
  private final String hash;

  private PromptTemplate(String name, List<Message> sections, String hash) {
    this.name = name;
    this.sections = List.copyOf(sections);
    this.hash = hash;
    Set<String> found = new TreeSet<>();
    sections.forEach(section -> collectPlaces(name, section.text(), found));
    this.placeholders = Collections.unmodifiableSet(found);
  }

  /**
   * Reads the resource {@code <name>.<language>.prompt} that lies beside a class.
   *
   * @param owner the class in whose package the resource lies
   * @param name the resource's name without language and ending, such as {@code summarize}
   * @throws IllegalArgumentException when there is no such resource or it is no template
   */
  public static PromptTemplate load(Class<?> owner, String name, Language language) {
    String file = name + "." + language.code() + ".prompt";
    try (InputStream in = owner.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalArgumentException(
            "there is no resource '%s' beside class %s".formatted(file, owner.getName()));
      }
      ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes());
      return parse(file, StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (IOException e) {
      throw new UncheckedIOException("prompt template '" + file + "' cannot be read as UTF-8", e);
    }
  }

  /**
   * Makes a template of a text.
   *
   * @param name what messages call it
   * @throws IllegalArgumentException when the text has no section, an empty one or a malformed
   *     place
   */
  public static PromptTemplate parse(String name, String text) {
    String lines = text.replace("\r\n", "\n");
    List<Message> sections = new ArrayList<>();
    Message.Role role = null;
    StringBuilder body = new StringBuilder();
    for (String line : lines.split("\n", -1)) {
      Matcher start = SECTION.matcher(line);
      if (start.matches()) {
        if (role != null) {
          sections.add(section(name, role, body));
        }
        role = Message.Role.valueOf(start.group(1).toUpperCase(Locale.ROOT));
        body.setLength(0);
      } else {
        body.append(line).append('\n');
      }
    }
    if (role == null) {
      throw new IllegalArgumentException(
          "prompt template '" + name + "' has no section; begin one with a line ---user---");
    }
    sections.add(section(name, role, body));
    return new PromptTemplate(name, sections, Fingerprint.of(lines));
  }

  /** What messages call this template; for a loaded one the name of its file. */
  public String name() {
    return name;
  }

  /** The names of the values it needs, in alphabetical order. */
  public Set<String> placeholders() {
    return placeholders;
  }

  /** SHA-256 of the whole text in hex; line ends do not count. */
  public String hash() {
    return hash;
  }

  /**
   * The prompt with all values filled in and the default options.
   *
   * @param values exactly one value per place, by name
   * @throws IllegalArgumentException when a value is missing or not used
   */
  public Prompt render(Map<String, String> values) {
    if (!values.keySet().equals(placeholders)) {
      throw new IllegalArgumentException(mismatch(values.keySet()));
    }
    List<Message> messages =
        sections.stream()
            .map(section -> new Message(section.role(), fill(section.text(), values)))
            .toList();
    return new Prompt(messages, GenerationOptions.DEFAULT);
  }

  @Override
  public String toString() {
    return "PromptTemplate[" + name + ", " + placeholders + "]";
  }

  private String mismatch(Set<String> given) {
    Set<String> missing = new TreeSet<>(placeholders);
    missing.removeAll(given);
    Set<String> unused = new TreeSet<>(given);
    unused.removeAll(placeholders);
    return "prompt template '%s' needs the values %s: missing %s, not used %s"
        .formatted(name, placeholders, missing, unused);
  }

  private static Message section(String name, Message.Role role, StringBuilder body) {
    String text = body.toString().strip();
    if (text.isEmpty()) {
      throw new IllegalArgumentException(
          "prompt template '%s' has an empty section %s"
              .formatted(name, role.name().toLowerCase(Locale.ROOT)));
    }
    return new Message(role, text);
  }

  private static void collectPlaces(String name, String text, Set<String> found) {
    Matcher place = PLACE.matcher(text);
    String rest =
        place.replaceAll(
            match -> {
              found.add(match.group(1));
              return "";
            });
    int stray = Math.max(rest.indexOf("{{"), rest.indexOf("}}"));
    if (stray >= 0) {
      throw new IllegalArgumentException(
          "prompt template '%s' has a malformed place near '%s'; write {{name}}"
              .formatted(name, rest.substring(stray, Math.min(rest.length(), stray + 20))));
    }
  }

  private static String fill(String text, Map<String, String> values) {
    return PLACE
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(values.getOrDefault(match.group(1), "")));
  }
}
