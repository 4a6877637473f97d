using Microsoft.Extensions.Logging.Abstractions;
using SdkNode.Node.AddressBook;
using SdkNode.Node.Alarms;
using SdkNode.Node.Configuration;
using SdkNode.Node.Jobs;
using SdkNode.Node.Outbound;
using SdkNode.Node.Store;
using SdkNode.Node.Tests.Store;
using SdkNode.Node.Tests.Support;
using SdkNode.Node.VirusScan;

namespace SdkNode.Node.Tests.Outbound;

/// <summary>Intake without scanner and address book, as in a node without these settings.</summary>
internal static class IntakeParts
{
    public static Intake Make(StoreFile file, OpenedStore store, RuntimeFolder runtime)
    {
        var alarms = new AlarmList(file.Open, file.Clock, NullLogger<AlarmList>.Instance);
        var bookStore = new AddressBookStore(file.Open, file.Clock);
        var books = new AddressBooks(new Dictionary<string, AddressBookSetup>(), bookStore);
        var sync = new AddressBookSync(books, bookStore, alarms, new JobLeases(file.Open, file.Clock, Guid.NewGuid(), NullLogger<JobLeases>.Instance), file.Clock, NullLogger<AddressBookSync>.Instance);
        var check = new OutgoingCheck(store, new MalwareGate(runtime.Setup, alarms, file.Clock), new AddressRules(books, new ReceiverQuestion(books, sync, file.Clock)), alarms);
        return new Intake(store, check, runtime.Environments, CalmStorage.Watch, file.Clock);
    }
}
