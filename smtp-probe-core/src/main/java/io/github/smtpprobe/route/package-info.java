/**
 * Where to connect: names become addresses ({@link io.github.smtpprobe.route.MailResolver}), addresses that policy allows become
 * {@link io.github.smtpprobe.route.Route}s, and everything that was found or refused is kept in a
 * {@link io.github.smtpprobe.route.Resolution}. It opens no connection to a mail server.
 */
@NullMarked
package io.github.smtpprobe.route;

import org.jspecify.annotations.NullMarked;
