package io.llmrec.core.user;

import java.util.List;

/** Where the host keeps texts by and about its users. Safe for use by several threads. */
@FunctionalInterface
public interface UserTexts {

  /** All texts of a user in any order; none where nothing is known. */
  List<UserText> of(UserContext user);
}
