/**
 * The entrance: {@link io.github.smtpprobe.SmtpProbe} and the calls that it makes. It wires the other packages together and runs
 * them: what it does is whom it asks, in which order, and whom it tells. What needs none of its types stands further down; nothing imports it.
 */
@NullMarked
package io.github.smtpprobe;

import org.jspecify.annotations.NullMarked;
