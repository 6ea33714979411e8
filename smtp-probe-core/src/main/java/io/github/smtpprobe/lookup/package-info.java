/**
 * Look-ups about the target that are neither route nor conversation, as applications write them: the interface, and what it gets.
 * What they find out is a {@link io.github.smtpprobe.fact.TargetFact} in the observation, and checks judge it. Opens no connection
 * and judges nothing. The library's own look-ups are in {@code lookups}.
 */
@NullMarked
package io.github.smtpprobe.lookup;

import org.jspecify.annotations.NullMarked;
