/**
 * The look-up of a probe's target: names to hosts in their order, hosts to addresses, addresses through the policy to routes. It asks
 * a {@link io.github.smtpprobe.route.MailResolver} and a {@link io.github.smtpprobe.route.AddressPolicy}, knows no DNS itself, and
 * opens no connection to a mail server.
 */
@NullMarked
package io.github.smtpprobe.resolve;

import org.jspecify.annotations.NullMarked;
