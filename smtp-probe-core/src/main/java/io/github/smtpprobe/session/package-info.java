/**
 * One conversation on one connection, from the greeting to QUIT, as a straight line of verbs; every verb ends in one fact.
 * It observes and never judges: it knows no finding, no catalogue, and throws nothing for what a peer does.
 */
@NullMarked
package io.github.smtpprobe.session;

import org.jspecify.annotations.NullMarked;
