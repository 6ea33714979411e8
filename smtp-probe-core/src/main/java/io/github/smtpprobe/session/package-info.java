/**
 * One conversation on one connection, from the greeting to QUIT, as a straight line of verbs; every verb ends in one fact.
 * What to do and how long it may take are values that {@code plan} made beforehand; {@code Gate} is the one place that asks, between
 * two steps, whether the next may be taken.
 * It observes and never judges: it knows no finding, no catalogue, and throws nothing for what a peer does.
 */
@NullMarked
package io.github.smtpprobe.session;

import org.jspecify.annotations.NullMarked;
