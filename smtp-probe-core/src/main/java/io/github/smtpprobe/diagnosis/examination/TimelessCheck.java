/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.examination;

import io.github.smtpprobe.check.Check;

/** A check that takes no time, and runs even if none is left. */
public interface TimelessCheck extends Check {}
