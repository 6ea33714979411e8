/**
 * The interfaces for look-ups about the target that applications write, and what look-ups are given. What they find becomes a
 * {@link io.github.smtpprobe.fact.TargetFact} in the observation, which checks judge. Nothing here opens a connection or judges
 * anything.
 *
 * <p>To add a look-up to the library, add a class in {@code lookups} and a line in its {@code LookUps}; for a look-up about the
 * domain of a survey, a class in {@code surveys} and a line in {@code Survey}. Applications pass their own to
 * {@link io.github.smtpprobe.SmtpProbe.Builder#lookUp} or {@link io.github.smtpprobe.SmtpProbe.Builder#domainLookUp}. Findings
 * about the new facts need a check.
 */
@NullMarked
package io.github.smtpprobe.lookup;

import org.jspecify.annotations.NullMarked;
