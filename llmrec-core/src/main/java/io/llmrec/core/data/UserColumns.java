package io.llmrec.core.data;

import io.llmrec.core.user.UserContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a host's table keeps what is known of its users; their histories come from elsewhere.
 *
 * @param id the column of ids
 * @param attributes the columns that become attributes under their own names; blank fields are left
 *     out
 */
public record UserColumns(String id, List<String> attributes) implements RowMapping<UserContext> {

  /** Checks the names. */
  public UserColumns {
    attributes = List.copyOf(attributes);
    if (id.isBlank() || attributes.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException(
          "names of columns must not be blank, were '%s' and %s".formatted(id, attributes));
    }
  }

  /** An id and attributes. */
  public static UserColumns of(String id, String... attributes) {
    return new UserColumns(id, List.of(attributes));
  }

  @Override
  public List<String> columns() {
    List<String> needed = new ArrayList<>(List.of(id));
    needed.addAll(attributes);
    return needed;
  }

  @Override
  public List<UserContext> map(Row row) {
    return List.of(new UserContext(row.required(id), Attributes.of(row, attributes), List.of()));
  }
}
