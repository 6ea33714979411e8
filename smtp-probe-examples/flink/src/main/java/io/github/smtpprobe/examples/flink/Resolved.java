/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.flink;

import org.jspecify.annotations.Nullable;

/**
 * The result of the look-up for a line: either a candidate to probe, or the final row.
 *
 * @param candidate the candidate to probe, or null
 * @param summary   why there is no candidate, or null
 */
public record Resolved(
        @Nullable Candidate candidate, @Nullable Summary summary) {}
