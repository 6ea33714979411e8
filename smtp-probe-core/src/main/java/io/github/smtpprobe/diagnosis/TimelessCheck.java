/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.check.Check;

/** A check that takes no time, and is made also where none is left. */
interface TimelessCheck extends Check {}
