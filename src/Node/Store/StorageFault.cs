using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace SdkNode.Node.Store;

/// <summary>
/// That the store cannot be used now: no room, read-only, gone. A passing fault of the machine and none of any message: what is due
/// stays due and goes on by itself when the cause is gone.
/// </summary>
/// <param name="Detail">What happened; no path and no secret.</param>
/// <param name="Remedy">What an operator should do.</param>
/// <param name="NothingStored">Whether it is certain that the transaction that met it stored nothing.</param>
internal sealed record StorageFault(string Detail, string Remedy, bool NothingStored)
{
    private const string GoesOn = "The node goes on by itself.";

    /// <summary>No room.</summary>
    public static StorageFault Full { get; } = new("The disk of the node's store is full, or its quota is used up.", $"Make room on the disk of the data folder. {GoesOn}", NothingStored: true);

    /// <summary>No writing.</summary>
    public static StorageFault ReadOnly { get; } = new("The node's store cannot be written: it, or its disk, is read-only or belongs to somebody else.", $"Mount the disk of the data folder for writing, and let the node's user own the folder. {GoesOn}", NothingStored: true);

    /// <summary>Another has it locked.</summary>
    public static StorageFault Busy { get; } = new("The node's database was locked for too long.", $"End other programs that use the database. {GoesOn}", NothingStored: true);

    /// <summary>Not there.</summary>
    public static StorageFault Missing { get; } = new("The node's database or content folder cannot be opened.", $"Look whether the disk of the data folder is mounted. {GoesOn}", NothingStored: true);

    /// <summary>The disk reports faults.</summary>
    public static StorageFault Broken { get; } = new("The disk of the node's store reports faults.", "Look at the machine's log, and replace the disk if it is failing.", NothingStored: false);

    /// <summary>The database server is gone, or will not take anything now.</summary>
    public static StorageFault Unreachable { get; } = new("The node's database does not answer.", $"Look at the database server and the way to it. {GoesOn}", NothingStored: false);

    /// <summary>What a client of the node is told.</summary>
    public string ForClients => NothingStored
        ? $"{Detail} Nothing was stored; try again later."
        : $"{Detail} Whether the message was stored is not certain: send it again later under the same id, which the node takes once.";

    /// <summary>The fault that an exception, or what caused it, tells of; null where it is another's.</summary>
    public static StorageFault? Of(Exception? e)
    {
        while (e is not null)
        {
            if (Known(e) is { } fault)
            {
                return fault;
            }

            e = e.InnerException;
        }

        return null;
    }

    private static StorageFault? Known(Exception e) => e switch
    {
        SqliteException sqlite => OfSqlite(sqlite),
        DbException database => OfServer(database),
        DirectoryNotFoundException => Missing,
        UnauthorizedAccessException => ReadOnly,
        IOException file => OfFile(file.HResult),
        _ => null,
    };

    // https://sqlite.org/rescode.html. SHMSIZE: no room for the index of the write-ahead log.
    private static StorageFault? OfSqlite(SqliteException e) => e.SqliteErrorCode switch
    {
        _ when e.SqliteExtendedErrorCode == 4874 => Full,
        13 => Full,
        8 => ReadOnly,
        5 or 6 => Busy,
        14 => Missing,
        10 => Broken,
        _ => null,
    };

    // PostgreSQL's codes; class 08 is the connection's. What the driver calls passing is lost connections, deadlocks and the like.
    private static StorageFault? OfServer(DbException e) => e.SqlState switch
    {
        "53100" => Full,
        "25006" => ReadOnly,
        "53200" or "53300" or "57P01" or "57P02" or "57P03" => Unreachable,
        ['0', '8', ..] => Unreachable,
        _ => e.IsTransient ? Unreachable : null,
    };

    // .NET puts errno into HResult on Unix: ENOSPC, EDQUOT, EROFS, EIO; on Windows the codes of disk full, handle disk full, write protection.
    private static StorageFault? OfFile(int code) => code switch
    {
        28 or 122 or unchecked((int)0x80070070) or unchecked((int)0x80070027) => Full,
        30 or unchecked((int)0x80070013) => ReadOnly,
        5 => Broken,
        _ => null,
    };
}
