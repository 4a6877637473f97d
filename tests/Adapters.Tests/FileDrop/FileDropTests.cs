using System.Security.Cryptography;
using System.Text.Json;
using SdkNode.Adapters.FileDrop;
using SdkNode.Envelope.SdkMessages;

namespace SdkNode.Adapters.Tests.FileDrop;

public sealed class FileDropTests : IDisposable
{
    private const string Name = "20261123T181040_" + Arrivals.Id;

    private static readonly byte[] Pdf = "%PDF-1.7\n"u8.ToArray();

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private FileDropAdapter Adapter => new(_folder.FullName);

    private string Final => _folder.PathOf(Name);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_message_lies_in_a_folder_of_its_own_as_XML_and_JSON_with_its_attachments_beside()
    {
        var xml = await XmlAsync();
        var outcome = Assert.IsType<DeliveryOutcome.Delivered>(await Adapter.DeliverAsync(Arrivals.Of(xml), Token));
        Assert.Equal($"Delivered to the folder {Final}.", outcome.Detail);
        Assert.Equal([Final], Directory.GetFileSystemEntries(_folder.FullName));
        Assert.Equal(["brev (2).pdf", "brev.pdf", "message.json", "message.xml"], Directory.GetFiles(Final).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(xml, await ReadAsync("message.xml"));
        Assert.Equal(Pdf, await ReadAsync("brev.pdf"));
        Assert.Equal([7], await ReadAsync("brev (2).pdf"));

        using var json = JsonDocument.Parse(await ReadAsync("message.json"));
        var root = json.RootElement;
        Assert.Equal(["environment", "participant", "functionalAddress", "messageId", "documentType", "arrivalDateTime", "senderKnown", "attributes"], root.EnumerateObject().Select(property => property.Name));
        Assert.Equal("varmland.vardcentral", root.GetProperty("functionalAddress").GetString());
        Assert.Equal("2026-11-23T18:10:40.123Z", root.GetProperty("arrivalDateTime").GetString());
        Assert.True(root.GetProperty("senderKnown").GetBoolean());
        var attributes = root.GetProperty("attributes");
        Assert.Equal("Kallelse till möte", attributes.GetProperty("label").GetString());
        var document = attributes.GetProperty("digitalDocument")[0];
        Assert.Equal("Hej", document.GetProperty("contentTextBody")[0].GetString());
        var file = document.GetProperty("contentFiles")[0];
        Assert.Equal(["fileName", "contentType", "file", "sha256", "size"], file.EnumerateObject().Select(property => property.Name));
        Assert.Equal("../brev.pdf", file.GetProperty("fileName").GetString());
        Assert.Equal("brev.pdf", file.GetProperty("file").GetString());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Pdf)), file.GetProperty("sha256").GetString());
        Assert.Equal(Pdf.Length, file.GetProperty("size").GetInt64());
    }

    [Theory]
    [InlineData(PayloadForm.Xml, "message.xml")]
    [InlineData(PayloadForm.Octets, "message.bin")]
    public async Task A_payload_of_another_type_is_handed_over_without_being_understood(PayloadForm form, string name)
    {
        Assert.IsType<DeliveryOutcome.Delivered>(await Adapter.DeliverAsync(Arrivals.Of([1, 2, 3]) with { Form = form, DocumentType = "urn:example::order", SenderKnown = null }, Token));
        Assert.Equal(["message.json", name], Directory.GetFiles(Final).Select(Path.GetFileName).Order(StringComparer.Ordinal).OrderByDescending(file => file!.EndsWith("json", StringComparison.Ordinal)));
        Assert.Equal([1, 2, 3], await ReadAsync(name));
        using var json = JsonDocument.Parse(await ReadAsync("message.json"));
        Assert.Equal("urn:example::order", json.RootElement.GetProperty("documentType").GetString());
        Assert.Equal(["environment", "participant", "functionalAddress", "messageId", "documentType", "arrivalDateTime"], json.RootElement.EnumerateObject().Select(property => property.Name));
    }

    [Fact]
    public async Task Files_and_folder_are_for_the_group_to_read_and_for_nobody_else()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows inherits its rights.");
        await Adapter.DeliverAsync(Arrivals.Of(await XmlAsync()), Token);
        const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute | UnixFileMode.GroupWrite;
        Assert.All(Directory.GetFiles(Final).Append(Final), path => Assert.Equal(UnixFileMode.None, new FileInfo(path).UnixFileMode & Others));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, new FileInfo(Path.Combine(Final, "brev.pdf")).UnixFileMode | UnixFileMode.GroupRead);
    }

    [Fact]
    public async Task Delivered_again_it_stays_as_it_is()
    {
        var message = Arrivals.Of(await XmlAsync());
        await Adapter.DeliverAsync(message, Token);
        File.Delete(Path.Combine(Final, "brev.pdf"));
        Assert.IsType<DeliveryOutcome.Delivered>(await Adapter.DeliverAsync(message with { OpenPayload = () => throw new InvalidOperationException() }, Token));
        Assert.Equal(3, Directory.GetFiles(Final).Length);
    }

    [Fact]
    public async Task Nothing_is_seen_of_a_try_that_fails_on_the_way_and_the_next_one_begins_anew()
    {
        var xml = await XmlAsync();
        var opened = 0;
        var outcome = await Adapter.DeliverAsync(Arrivals.Of(() => opened++ == 0 ? new MemoryStream(xml) : throw new FileNotFoundException()), Token);
        Assert.Contains("not there", Assert.IsType<DeliveryOutcome.TryAgain>(outcome).Detail, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.FullName));
        await Assert.ThrowsAsync<OperationCanceledException>(() => Adapter.DeliverAsync(Arrivals.Of(() => throw new OperationCanceledException()), Token));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.FullName));
        Assert.IsType<DeliveryOutcome.Delivered>(await Adapter.DeliverAsync(Arrivals.Of(xml), Token));
    }

    [Fact]
    public async Task What_a_killed_process_left_behind_is_removed_for_this_message_and_left_for_others()
    {
        Directory.CreateDirectory(_folder.PathOf($".tmp-{Name}-dead/deeper"));
        File.WriteAllText(_folder.PathOf($".tmp-{Name}-dead/message.xml"), "half");
        Directory.CreateDirectory(_folder.PathOf(".tmp-another"));
        Assert.IsType<DeliveryOutcome.Delivered>(await Adapter.DeliverAsync(Arrivals.Of(await XmlAsync()), Token));
        Assert.Equal([_folder.PathOf(".tmp-another"), Final], Directory.GetFileSystemEntries(_folder.FullName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_folder_that_is_missing_is_not_made()
    {
        var missing = _folder.PathOf("mount");
        var outcome = Assert.IsType<DeliveryOutcome.TryAgain>(await new FileDropAdapter(missing).DeliverAsync(Arrivals.Of(await XmlAsync()), Token));
        Assert.Contains(missing, outcome.Detail, StringComparison.Ordinal);
        Assert.Contains("Mount", outcome.Remedy, StringComparison.Ordinal);
        Assert.False(Directory.Exists(missing));
    }

    [Fact]
    public async Task A_stored_payload_that_is_damaged_is_told_and_not_dropped()
    {
        var xml = await XmlAsync();
        var outcome = Assert.IsType<DeliveryOutcome.TryAgain>(await Adapter.DeliverAsync(Arrivals.Of(xml[..^100]), Token));
        Assert.Contains("backup", outcome.Remedy, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.FullName));
    }

    [Fact]
    public void What_the_system_refuses_is_told_with_what_to_do_and_without_names_of_files()
    {
        const string Secret = "Could not find file 'uppsägning Anna.pdf'";
        Exception[] exceptions =
        [
            new IOException(Secret, 28), new IOException(Secret, 122), new IOException(Secret, 30), new IOException(Secret, 5), new PathTooLongException(Secret),
            new UnauthorizedAccessException(Secret), new DirectoryNotFoundException(Secret), new FileNotFoundException(Secret),
        ];
        var outcomes = exceptions.Select(exception => FileDropFaults.Explain("/srv/drop", exception)!).ToList();
        Assert.All(outcomes, outcome => Assert.DoesNotContain("Anna", outcome.Detail + outcome.Remedy, StringComparison.Ordinal));
        Assert.All(outcomes, outcome => Assert.NotEmpty(outcome.Remedy));
        Assert.Contains("full", outcomes[0].Detail, StringComparison.Ordinal);
        Assert.Null(FileDropFaults.Explain("/srv/drop", new InvalidOperationException()));
    }

    private static Task<byte[]> XmlAsync() => SampleMessages.XmlAsync(
        SampleMessages.With([new MessageFile(0, "../brev.pdf", "application/pdf"), new MessageFile(1, "brev.pdf", "application/pdf")], "Hej"), Pdf, [7]);

    private Task<byte[]> ReadAsync(string name) => File.ReadAllBytesAsync(Path.Combine(Final, name), Token);
}
