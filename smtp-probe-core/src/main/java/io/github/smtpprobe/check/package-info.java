/**
 * What an application implements to judge a server by rules of its own: {@link io.github.smtpprobe.check.Check}, given to
 * {@link io.github.smtpprobe.SmtpProbe.Builder#check}. It holds no check: those that come with the library are not part of its API,
 * and how to add one to them is said where they are, in {@code diagnosis}.
 */
@NullMarked
package io.github.smtpprobe.check;

import org.jspecify.annotations.NullMarked;
