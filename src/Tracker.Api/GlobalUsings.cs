// Two things are called a receipt: the log's, and its form on the wire, which is what the API's signatures mean.
global using Receipt = Tracker.Contracts.Receipt;
