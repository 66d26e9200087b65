/** The loop IR: what runs, statement by statement, before it is Java. */
package dev.layerc.loop;
