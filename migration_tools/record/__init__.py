"""The record of a reconciliation (biên bản đối soát), to be signed by two people."""
