using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using SdkNode.Node.Backups;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Content;

namespace SdkNode.Node.Tests.Backups;

/// <summary>A backup that is not what it was, the wrong key, the wrong place: refused in words, and nothing is left of it.</summary>
public sealed class StoreRestoreTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Another_node_s_key_or_none_is_refused_before_anything_is_unpacked()
    {
        using var test = await BackupCase.MakeAsync();
        await test.AddAsync(10);
        var file = await test.FileAsync();
        NodeKey.LoadOrCreate(test.PathOf("other.key"));
        Assert.Contains("is not the one of this backup", await test.RestoreAsync(file, test.PathOf("other.key")), StringComparison.Ordinal);
        Assert.Contains("is not there. It is not in the backup", await test.RestoreAsync(file, test.PathOf("none.key")), StringComparison.Ordinal);
        test.AssertNothingRestored();
    }

    [Fact]
    public async Task A_backup_that_was_cut_off_anywhere_is_refused()
    {
        using var test = await BackupCase.MakeAsync();
        await test.AddAsync(70_000);
        var whole = await File.ReadAllBytesAsync(await test.FileAsync(), Cancelled);
        var packed = await File.ReadAllBytesAsync(await test.FileAsync("packed.tar.gz"), Cancelled);

        // The last KiB are the archive's padding: what comes before them is needed.
        foreach (var length in new[] { 0, 100, 1000, 5000, whole.Length / 2, whole.Length - 75_000, whole.Length - 4000, whole.Length - 2000 })
        {
            await RefusedAsync(test, "cut.tar", whole[..length]);
        }

        foreach (var length in new[] { 10, packed.Length / 2, packed.Length - 2000 })
        {
            await RefusedAsync(test, "cut.tar.gz", packed[..length]);
        }
    }

    [Fact]
    public async Task A_seal_of_which_only_bits_that_say_nothing_differ_is_refused_too()
    {
        const string Base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        using var test = await BackupCase.MakeAsync();
        await test.AddAsync(10);
        var entries = await ReadAsync(await test.FileAsync());
        var last = entries[^1].Data.Length - 2;
        var digit = Base64.IndexOf((char)entries[^1].Data[last], StringComparison.Ordinal);
        Assert.Equal(0, digit % 4);
        for (var bits = 1; bits < 4; bits++)
        {
            entries[^1].Data[last] = (byte)Base64[digit + bits];
            await RefusedAsync(test, "altered.tar", await WriteAsync(entries));
        }
    }

    [Fact]
    public async Task A_backup_in_which_any_octet_of_an_entry_differs_is_refused()
    {
        using var test = await BackupCase.MakeAsync();
        await test.AddAsync(2000);
        var entries = await ReadAsync(await test.FileAsync());
        for (var i = 0; i < entries.Count; i++)
        {
            foreach (var at in new[] { 0, entries[i].Data.Length / 2, entries[i].Data.Length - 2 })
            {
                var altered = entries.Select(entry => (entry.Name, Data: (byte[])entry.Data.Clone())).ToList();
                altered[i].Data[at] ^= 1;
                await RefusedAsync(test, "altered.tar", await WriteAsync(altered));
            }
        }

        // The octets as they are, written anew, are the same backup.
        await File.WriteAllBytesAsync(test.PathOf("same.tar"), await WriteAsync(entries), Cancelled);
        Assert.Null(await test.RestoreAsync(test.PathOf("same.tar")));
    }

    [Fact]
    public async Task Whoever_has_no_key_can_change_neither_rows_nor_contents_nor_add_any()
    {
        using var test = await BackupCase.MakeAsync();
        await test.AddAsync(2000);
        var entries = await ReadAsync(await test.FileAsync());
        var evil = "evil"u8.ToArray();

        // The digests made anew, as anybody can; the seal he cannot make.
        var changed = entries.ToList();
        changed[1] = (changed[1].Name, [.. changed[1].Data, 0]);
        await RefusedAsync(test, "changed.tar", await WriteAsync(Digested(changed)));
        await RefusedAsync(test, "fewer.tar", await WriteAsync(Digested([.. entries.Where(entry => !entry.Name.StartsWith("content/", StringComparison.Ordinal))])));
        await RefusedAsync(test, "unsealed.tar", await WriteAsync(entries[..^1]));
        await RefusedAsync(test, "more.tar", await WriteAsync([.. entries, ("more", evil)]));
        foreach (var name in new[] { "../evil", "content/../../evil", "/etc/evil", "content/00/evil", "keys/node.key", $"content/zz/{Guid.NewGuid():N}" })
        {
            await RefusedAsync(test, "added.tar", await WriteAsync(Digested([.. entries[..2], (name, evil), .. entries[2..]])));
        }

        Assert.Empty(Directory.EnumerateFiles(Path.GetDirectoryName(test.PathOf("x"))!, "evil", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_later_format_or_schema_names_the_version_that_knows_it()
    {
        using var test = await BackupCase.MakeAsync();
        var entries = await ReadAsync(await test.FileAsync());
        var later = JsonNode.Parse(entries[0].Data)!;
        (later["format"], later["program"]) = (2, "9.9.9");
        Assert.Contains("Restore it with version 9.9.9", await FaultAsync(test, "format.tar", await WriteAsync([(entries[0].Name, Encoding.UTF8.GetBytes(later.ToJsonString())), .. entries[1..]])), StringComparison.Ordinal);

        (later["format"], later["schema"]) = (1, "29991231000000_Later");
        entries[0] = (entries[0].Name, Encoding.UTF8.GetBytes(later.ToJsonString()));
        var digested = Digested(entries);
        var seal = new BackupSeal(test.Key).Seal(Guid.Parse((string)later["id"]!), SHA256.HashData(digested[^2].Data));
        digested[^1] = (BackupNames.Seal, Encoding.ASCII.GetBytes(Convert.ToBase64String(seal)));
        Assert.Contains("whose database this version", await FaultAsync(test, "schema.tar", await WriteAsync(digested)), StringComparison.Ordinal);
        test.AssertNothingRestored();
    }

    [Fact]
    public async Task A_restore_overwrites_no_store_and_disturbs_no_node()
    {
        using var test = await BackupCase.MakeAsync();
        await test.AddAsync(10);
        var file = await test.FileAsync();
        using (DataFolderLock.TryTake(test.Target.DataFolder))
        {
            Assert.Contains("A node runs with the data folder", await test.RestoreAsync(file), StringComparison.Ordinal);
        }

        Assert.Contains("There is no file", await test.RestoreAsync(file + ".none"), StringComparison.Ordinal);
        Assert.Null(await test.RestoreAsync(file));
        var before = await File.ReadAllBytesAsync(test.Target.DatabaseFile, Cancelled);
        Assert.Contains("is there already", await test.RestoreAsync(file), StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(test.Target.DatabaseFile, Cancelled));

        File.Delete(test.Target.DatabaseFile);
        Assert.Contains("holds content already", await test.RestoreAsync(file), StringComparison.Ordinal);
        Directory.Delete(Path.Combine(test.Target.DataFolder, "content"), recursive: true);
        await File.WriteAllTextAsync(test.Target.NodeKeyFile, "another", Cancelled);
        Assert.Contains("another node key", await test.RestoreAsync(file), StringComparison.Ordinal);
    }

    private static async Task RefusedAsync(BackupCase test, string name, byte[] backup) =>
        Assert.Contains("is damaged, incomplete or altered", await FaultAsync(test, name, backup), StringComparison.Ordinal);

    private static async Task<string> FaultAsync(BackupCase test, string name, byte[] backup)
    {
        await File.WriteAllBytesAsync(test.PathOf(name), backup, Cancelled);
        var fault = await test.RestoreAsync(test.PathOf(name));
        test.AssertNothingRestored();
        return Assert.IsType<string>(fault);
    }

    private static async Task<List<(string Name, byte[] Data)>> ReadAsync(string file)
    {
        await using var reader = new TarReader(File.OpenRead(file));
        var entries = new List<(string, byte[])>();
        while (await reader.GetNextEntryAsync(copyData: true, Cancelled) is { } entry)
        {
            using var data = new MemoryStream();
            await (entry.DataStream ?? Stream.Null).CopyToAsync(data, Cancelled);
            entries.Add((entry.Name, data.ToArray()));
        }

        return entries;
    }

    private static async Task<byte[]> WriteAsync(List<(string Name, byte[] Data)> entries)
    {
        var file = new MemoryStream();
        await using (var writer = new TarWriter(file, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var (name, data) in entries)
            {
                await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(data) }, Cancelled);
            }
        }

        return file.ToArray();
    }

    private static List<(string Name, byte[] Data)> Digested(List<(string Name, byte[] Data)> entries)
    {
        var lines = entries[..^2].Select(entry => BackupNames.Line(entry.Name, SHA256.HashData(entry.Data)));
        return [.. entries[..^2], (BackupNames.Digests, Encoding.ASCII.GetBytes(string.Concat(lines))), entries[^1]];
    }
}
