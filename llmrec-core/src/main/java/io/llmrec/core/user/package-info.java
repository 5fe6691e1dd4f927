/**
 * Who is recommended to: {@link io.llmrec.core.user.UserContext} and the {@link
 * io.llmrec.core.user.Interaction}s that make up a history.
 */
@NullMarked
package io.llmrec.core.user;

import org.jspecify.annotations.NullMarked;
