/**
 * Vectors of pictures: {@link io.llmrec.embed.image.TorchImageEncoder} reads files, streams and
 * bytes of PNG, JPEG, GIF and BMP, told by their content and bounded before they are decoded;
 * {@link io.llmrec.embed.image.PictureVectors} makes vectors of the items of a catalog. Frames of a
 * film are pictures like others. Nothing here fetches a picture from anywhere: the host opens it.
 */
@NullMarked
package io.llmrec.embed.image;

import org.jspecify.annotations.NullMarked;
