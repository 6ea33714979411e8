/**
 * One conversation on one connection, from the greeting to QUIT, as a straight line of verbs; every verb ends in one fact.
 * What to do and how long it may take are values that {@code plan} made beforehand; {@code Gate} is the one place that asks, between
 * two steps, whether the next may be taken.
 * It observes and never judges: it knows no finding, no catalogue, and throws nothing for what a peer does.
 *
 * <p>To add a verb: its row in {@link io.github.smtpprobe.smtp.Stage}, its kind of fact, the line of {@code ProbeSession} that takes the step,
 * and the line of {@code explain}'s {@code SessionFacts} that makes the fact of a pasted one. To add an option: a setter in the builder
 * of the request, an accessor of the request, the step that heeds it, and its line in {@code dispatch}'s {@code Asked.options}, by which a batch
 * tells apart what it may share and what it may go on with.
 */
@NullMarked
package io.github.smtpprobe.session;

import org.jspecify.annotations.NullMarked;
