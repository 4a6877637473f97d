using System.Data.Common;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using SdkNode.Node.Store;

namespace SdkNode.Node.Tests.Store;

/// <summary>Faults of the store are told from others by what the database and the operating system really throw.</summary>
public sealed class StorageFaultTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_database_that_may_not_grow_is_full()
    {
        using var db = Open("Mode=ReadWriteCreate");
        Run(db, "CREATE TABLE t (x BLOB); PRAGMA max_page_count = 3;");
        Assert.Same(StorageFault.Full, Met(() => Run(db, "INSERT INTO t VALUES (zeroblob(100000))")));
    }

    [Fact]
    public void A_database_that_may_not_be_written_is_read_only()
    {
        Open("Mode=ReadWriteCreate").Dispose();
        using var db = Open("Mode=ReadOnly");
        Assert.Same(StorageFault.ReadOnly, Met(() => Run(db, "PRAGMA user_version = 1;")));
    }

    [Fact]
    public void A_database_that_is_locked_for_too_long_is_busy()
    {
        using var one = Open("Mode=ReadWriteCreate");
        Run(one, "CREATE TABLE t (x); BEGIN IMMEDIATE;");
        using var other = Open("Mode=ReadWriteCreate;Default Timeout=1");
        Assert.Same(StorageFault.Busy, Met(() => Run(other, "INSERT INTO t VALUES (1)")));
    }

    [Fact]
    public void A_database_or_folder_that_is_not_there_is_missing()
    {
        Assert.Same(StorageFault.Missing, Met(() => Open("Mode=ReadWrite").Dispose()));
        Assert.Same(StorageFault.Missing, Met(() => File.WriteAllText(_folder.PathOf("none/file"), "")));
    }

    [Fact]
    public void A_disk_without_room_is_full()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "Only Linux has a disk that is always full.");
        var fault = Met(() =>
        {
            using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            full.Write("x"u8);
        });
        Assert.Same(StorageFault.Full, fault);
    }

    [Theory]
    [InlineData("53100", "Full")]
    [InlineData("25006", "ReadOnly")]
    [InlineData("57P01", "Unreachable")]
    [InlineData("08006", "Unreachable")]
    [InlineData("23505", null)]
    public void A_database_servers_codes_are_known(string code, string? fault)
    {
        var expected = fault is null ? null : typeof(StorageFault).GetProperty(fault)!.GetValue(null);
        Assert.Same(expected, StorageFault.Of(new InvalidOperationException("outer", new ServerException(code))));
    }

    [Fact]
    public void Others_faults_are_not_the_stores()
    {
        using var db = Open("Mode=ReadWriteCreate");
        Run(db, "CREATE TABLE t (x PRIMARY KEY); INSERT INTO t VALUES (1);");
        Assert.Null(Met(() => Run(db, "INSERT INTO t VALUES (1)")));
        Assert.Null(StorageFault.Of(new IOException("The connection was reset.", new SocketException((int)SocketError.ConnectionReset))));
        Assert.Null(StorageFault.Of(new InvalidDataException("damaged")));
    }

    public void Dispose() => _folder.Dispose();

    private SqliteConnection Open(string more)
    {
        var db = new SqliteConnection($"Data Source={_folder.PathOf("test.db")};Pooling=False;{more}");
        db.Open();
        return db;
    }

    private static void Run(SqliteConnection db, string sql)
    {
        using var command = db.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static StorageFault? Met(Action action) => StorageFault.Of(Assert.ThrowsAny<Exception>(action));

    private sealed class ServerException(string code) : DbException
    {
        public override string SqlState => code;
    }
}
