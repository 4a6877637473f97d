using System.Text.Json.Nodes;
using SdkNode.Node.Configuration;
using SdkNode.Node.Demo;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Configuration;

public sealed class MailboxSettingsTests(PkiFixture pki)
{
    private const string Secret = "0123456789abcdef0123456789abcdef";

    [Fact]
    public async Task Mailboxes_that_are_right_start_the_node_with_folders_made_absolute_and_secrets_from_files()
    {
        using var test = new SettingsCase(pki);
        await test.WriteAsync(settings => SettingsCase.Participant(settings)["Mailboxes"] = new JsonArray(Mailbox("../drop", new JsonObject { ["Url"] = "https://case.example/sdk", ["SecretFile"] = "hook.secret" })));
        test.Folder.File("hook.secret", "0123456789abcdef0123456789abcdef\n"u8);
        Assert.Empty(await test.StartAsync());
        using var runtime = await RuntimeFolder.MakeAsync(pki, settings => SettingsCase.Participant(settings)["Mailboxes"] = new JsonArray(Mailbox("drop", null)));
        var mailbox = runtime.Setup.Environments[0].Participants[0].FindMailbox(DemoParty.Kristinehamn.Function)!;
        Assert.True(Path.IsPathFullyQualified(mailbox.Folder!));
        Assert.Equal("drop", Path.GetFileName(mailbox.Folder));
        Assert.Null(mailbox.Webhook);
    }

    [Fact]
    public async Task What_is_wrong_with_mailboxes_is_told_all_at_once_and_without_the_secret()
    {
        using var test = new SettingsCase(pki);
        await test.WriteAsync(settings => SettingsCase.Participant(settings)["Mailboxes"] = new JsonArray(
            new JsonObject { ["Address"] = "kristinehamn.annan", ["RetentionDays"] = 0 },
            Mailbox(null, new JsonObject { ["Url"] = "http://case.example/sdk", ["Secret"] = Secret }),
            Mailbox(null, new JsonObject { ["Url"] = "https://case.example/sdk", ["Secret"] = "too-short-secret" }),
            Mailbox(null, new JsonObject { ["Url"] = "https://case.example/sdk", ["SecretFile"] = "no-such.secret" })));
        var faults = await test.StartAsync();
        AssertFault(faults, "Participants:0:Mailboxes:0:Address", "FunctionalAddresses");
        AssertFault(faults, "Participants:0:Mailboxes:0:RetentionDays", "1 or more");
        AssertFault(faults, "Participants:0:Mailboxes:1:Webhook:Url", "https://host/path");
        AssertFault(faults, "Participants:0:Mailboxes:2:Webhook:Secret", "openssl rand");
        AssertFault(faults, "Participants:0:Mailboxes:2:Address", "Keep one.");
        AssertFault(faults, "Participants:0:Mailboxes:3:Webhook:SecretFile", "first line");
        AssertFault(faults, "Participants:0:Mailboxes:3:Address", "Keep one.");
        Assert.Equal(7, faults.Count);
        Assert.DoesNotContain(faults, fault => fault.ToString().Contains("too-short-secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_folder_belongs_to_one_participant()
    {
        using var test = new SettingsCase(pki);
        await test.WriteAsync(settings =>
        {
            var participant = SettingsCase.Participant(settings);
            participant["Mailboxes"] = new JsonArray(Mailbox("drop", null));
            var second = participant.DeepClone();
            second["Id"] = "0203:arvika.example";
            settings["Participants"]!.AsArray().Add(second);
        });
        Assert.Contains(await test.StartAsync(), fault => fault.Key == "Participants" && fault.Value == test.Folder.PathOf("drop"));
    }

    [Fact]
    public async Task Secrets_are_not_shown()
    {
        using var test = new SettingsCase(pki);
        await test.WriteAsync(settings => SettingsCase.Participant(settings)["Mailboxes"] = new JsonArray(Mailbox(null, new JsonObject { ["Url"] = "https://case.example/sdk", ["Secret"] = Secret })));
        using var output = new StringWriter();
        ConfigShow.Write(SettingsFile.Read(test.Path, [])!, output);
        Assert.Contains("Participants:0:Mailboxes:0:Webhook:Secret = (hidden)", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, output.ToString(), StringComparison.Ordinal);
    }

    private static JsonObject Mailbox(string? folder, JsonObject? webhook)
    {
        var mailbox = new JsonObject { ["Address"] = DemoParty.Kristinehamn.Function };
        if (folder is not null)
        {
            mailbox["Folder"] = folder;
        }

        if (webhook is not null)
        {
            mailbox["Webhook"] = webhook;
        }

        return mailbox;
    }

    private static void AssertFault(IEnumerable<ConfigurationFault> faults, string key, string remedy) =>
        Assert.Contains(faults, fault => fault.Key == key && fault.Remedy.Contains(remedy, StringComparison.Ordinal));
}
