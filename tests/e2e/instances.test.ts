import { severalInstances } from '../support/instances.ts';

severalInstances('embedded');
