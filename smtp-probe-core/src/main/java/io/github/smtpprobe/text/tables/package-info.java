/**
 * The tables that ship with the library, and the sentences in them, into which values are put. All other packages may use this
 * one. It reads no other files, and knows no table's meaning.
 */
@NullMarked
package io.github.smtpprobe.text.tables;

import org.jspecify.annotations.NullMarked;
