package io.llmrec.embed.torchscript;

/** The numbers by which libtorch knows the types of numbers. */
public final class ScalarTypes {

  /** Whole numbers of 64 bits. */
  public static final int INT64 = 4;

  /** 32-bit floating point. */
  public static final int F32 = 6;

  /** True or false. */
  public static final int BOOL = 11;

  /** The upper 16 bits of a 32-bit float. */
  public static final int BF16 = 15;

  private ScalarTypes() {}
}
