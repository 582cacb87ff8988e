using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SQLitePCL;
using Tracker.Log.Sqlite;

namespace Tracker.Log.Search;

/// <summary>
/// The SQL function <c>term_counts(fts_N, n)</c>: how often each of the first n phrases of the match stands in the row, four bits each (15 = 15 or more), the first one lowest.
/// FTS5's own <c>bm25()</c> would count, in every partition that a search looks at, all rows of every phrase, the filters' too (measured with a million
/// statements and five words of a sentence: 71 ms of 83); ranking needs no more than this. SQLite's interface for such functions is C and frozen.
/// </summary>
static unsafe partial class TermCounts
{
    public const int MaxTerms = 16, Bits = 4;

    public static int Of(long counts, int term) => (int)((ulong)counts >> (term * Bits)) & Most;

    const int Most = (1 << Bits) - 1;
    const string Library = "e_sqlite3";

    /// <summary>Makes the function known to a connection.</summary>
    public static void Register(Database database)
    {
        database.Check(raw.sqlite3_prepare_v2(database.Handle, "SELECT fts5(?)", out var statement));
        using var ask = statement;
        Api* api = null;
        fixed (byte* type = "fts5_api_ptr\0"u8)
        {
            database.Check(BindPointer(ask.DangerousGetHandle(), 1, &api, type, 0));
            database.Check(raw.sqlite3_step(ask));
        }
        if (api is null) throw new InvalidOperationException("This SQLite has no FTS5.");
        fixed (byte* name = "term_counts\0"u8)
            database.Check(api->CreateFunction(api, name, 0, &Count, 0));
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static void Count(Extension* fts, nint context, nint result, int arguments, nint* values)
    {
        var terms = arguments < 1 ? 0 : Math.Min(MaxTerms, ValueInt(values[0]));
        ulong counts = 0;
        for (var term = 0; term < terms; term++)
        {
            var places = default(Places);
            int column, offset, count = 0;
            if (fts->PhraseFirst(context, term, &places, &column, &offset) != raw.SQLITE_OK) break;
            for (; column >= 0 && count < Most; count++) fts->PhraseNext(context, &places, &column, &offset);
            counts |= (ulong)count << (term * Bits);
        }
        ResultInt64(result, (long)counts);
    }

    // fts5_api of sqlite3.h, up to the member that is used.
    [StructLayout(LayoutKind.Sequential)]
    struct Api
    {
        public int Version;
        public nint CreateTokenizer;
        public nint FindTokenizer;
        public delegate* unmanaged[Cdecl]<Api*, byte*, nint, delegate* unmanaged[Cdecl]<Extension*, nint, nint, int, nint*, void>, nint, int> CreateFunction;
    }

    // Fts5ExtensionApi of sqlite3.h, up to the members that are used.
    [StructLayout(LayoutKind.Sequential)]
    struct Extension
    {
        public int Version;
        public nint UserData, ColumnCount, RowCount, ColumnTotalSize, Tokenize, PhraseCount, PhraseSize, InstCount, Inst, Rowid, ColumnText, ColumnSize, QueryPhrase, SetAuxdata, GetAuxdata;
        public delegate* unmanaged[Cdecl]<nint, int, Places*, int*, int*, int> PhraseFirst;
        public delegate* unmanaged[Cdecl]<nint, Places*, int*, int*, void> PhraseNext;
    }

    // Fts5PhraseIter.
    [StructLayout(LayoutKind.Sequential)]
    struct Places
    {
        public nint First, End;
    }

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_pointer")]
    private static partial int BindPointer(nint statement, int index, void* pointer, byte* type, nint destructor);

    [LibraryImport(Library, EntryPoint = "sqlite3_value_int")]
    private static partial int ValueInt(nint value);

    [LibraryImport(Library, EntryPoint = "sqlite3_result_int64")]
    private static partial void ResultInt64(nint context, long value);
}
