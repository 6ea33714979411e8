/**
 * The entry point: {@link io.github.smtpprobe.SmtpProbe} and the calls that it creates. This package wires the others together,
 * decides the order in which they run, and informs listeners. Whatever does not need its types belongs in another package; no
 * package imports this one.
 */
@NullMarked
package io.github.smtpprobe;

import org.jspecify.annotations.NullMarked;
