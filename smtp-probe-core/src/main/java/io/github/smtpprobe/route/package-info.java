/**
 * Where to connect: whom to ask for addresses ({@link io.github.smtpprobe.route.MailResolver}), which of them are allowed
 * ({@link io.github.smtpprobe.route.AddressPolicy}), one {@link io.github.smtpprobe.route.Route} for each, and a
 * {@link io.github.smtpprobe.route.Resolution} that keeps all that was found or refused. It asks and connects to nobody itself.
 */
@NullMarked
package io.github.smtpprobe.route;

import org.jspecify.annotations.NullMarked;
