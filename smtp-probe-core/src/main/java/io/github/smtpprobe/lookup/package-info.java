/**
 * Look-ups about the target that are neither route nor conversation, as applications write them: the interface, and what it gets.
 * What they find out is a {@link io.github.smtpprobe.fact.TargetFact} in the observation, and checks judge it. Opens no connection
 * and judges nothing.
 *
 * <p>To add a look-up: one class in {@code lookups} and the line of its {@code LookUps} that asks it; an application gives its own to
 * {@link io.github.smtpprobe.SmtpProbe.Builder#lookUp}. One about the domain of a survey is one class in {@code surveys} and its line in {@code
 * Survey}; an application gives its own to {@link io.github.smtpprobe.SmtpProbe.Builder#domainLookUp}. A finding about it is a check.
 */
@NullMarked
package io.github.smtpprobe.lookup;

import org.jspecify.annotations.NullMarked;
