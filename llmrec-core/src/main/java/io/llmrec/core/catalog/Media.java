package io.llmrec.core.catalog;

import java.net.URI;

/**
 * A picture, sound or film of an item.
 *
 * @param type the media type, for example {@code image/jpeg}; checked against the content by
 *     whoever reads it
 * @param location where the host keeps it; llmrec never fetches it by itself
 */
public record Media(String type, URI location) {

  /** Checks the type. */
  public Media {
    if (type.indexOf('/') < 1) {
      throw new IllegalArgumentException(
          "type must be a media type like image/jpeg, was '" + type + "'");
    }
  }
}
