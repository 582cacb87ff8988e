using Tracker.Scaling;

// Prints the tables of deploy/SCALING.md; with a path it writes them into that document, between its marks.
if (args.Length == 0)
{
    Console.Write(Tables.Write());
    return 0;
}
var document = await File.ReadAllTextAsync(args[0]);
if (Document.Put(document, Tables.Write()) is not { } written)
{
    await Console.Error.WriteLineAsync($"{args[0]} has no line {Document.Begins} before a line {Document.Ends}");
    return 2;
}
await File.WriteAllTextAsync(args[0], written);
return 0;
