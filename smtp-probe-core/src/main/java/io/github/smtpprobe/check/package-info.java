/**
 * What an application implements to judge a server by rules of its own: {@link io.github.smtpprobe.check.Check}, given to
 * {@link io.github.smtpprobe.SmtpProbe.Builder#check}. It holds no check: those that come with the library are not part of its API.
 *
 * <p>To add a check: one class in {@code diagnosis}, one line in its {@code Checks}, and for each finding a row in {@code findings.tsv}
 * and a test that names it.
 */
@NullMarked
package io.github.smtpprobe.check;

import org.jspecify.annotations.NullMarked;
