/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.flink;

import org.jspecify.annotations.Nullable;

/**
 * What the look-up made of a line, one of two: somebody to probe, or the last word on it.
 *
 * @param candidate whom to probe
 * @param summary   why there is nobody
 */
public record Resolved(
        @Nullable Candidate candidate, @Nullable Summary summary) {}
