/**
 * The entrance: {@link io.github.smtpprobe.SmtpProbe} and the call that it makes. It wires the other packages together and holds
 * no logic of its own; nothing imports it.
 */
@NullMarked
package io.github.smtpprobe;

import org.jspecify.annotations.NullMarked;
