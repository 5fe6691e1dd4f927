/**
 * Scores as probabilities: {@link io.llmrec.rank.calibration.ScoreCalibration} is fitted on scores
 * of which is known what happened, {@link io.llmrec.rank.calibration.CalibrationReport} tells what
 * it brings on others, {@link io.llmrec.rank.calibration.CalibratedRanker} applies it, and {@link
 * io.llmrec.rank.calibration.CalibrationFile} keeps it. Fit one for each model and prompt: another
 * prompt has another scale.
 */
@NullMarked
package io.llmrec.rank.calibration;

import org.jspecify.annotations.NullMarked;
