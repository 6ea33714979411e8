/**
 * Judges what was observed: {@link io.github.smtpprobe.diagnosis.Checks} is the list of all checks of a probe, in the order in
 * which their findings lead the report. Nothing here talks to a server. The checks themselves are in the packages below, by what
 * they look at:
 *
 * <ul>
 *   <li>{@code connection}: whether the server is found and reached: names, exchangers, addresses, ports, reverse names
 *   <li>{@code peer}: who answers there: the greeting, EHLO, other protocols, servers compared with one another
 *   <li>{@code extensions}: what the reply to EHLO offers, and what works without an offer
 *   <li>{@code encryption}: STARTTLS, handshakes and certificates
 *   <li>{@code login}: AUTH
 *   <li>{@code transaction}: MAIL FROM, RCPT TO and the message
 *   <li>{@code replies}: replies that are late, missing, too many, out of step or odd, at whatever step
 *   <li>{@code client}: what happened at this end, and what the program did whose dialogue was pasted
 *   <li>{@code domain}: surveys of mail domains, with a list of their own
 * </ul>
 *
 * <p>A new check needs one file in the package that fits, one line in {@code Checks}, and for each finding one row in
 * {@code findings.tsv} of {@code diagnosis.words} and a test that names it. If a finding follows from another, it needs a line in
 * {@code Causes} of {@code diagnosis.examination}. Checks that look at one attempt extend {@code AttemptCheck}, which is
 * there, too.
 *
 * <p>{@code words}, {@code examination} and {@code signs} are the tools of all checks; {@code advice} has what a survey proposes to
 * publish.
 */
@NullMarked
package io.github.smtpprobe.diagnosis;

import org.jspecify.annotations.NullMarked;
